using System.Text.Json.Nodes;
using LeadCall.Grains.Calls;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.Grains.Tests.Sync;

/// <summary>A record whose answer was lost, and that people convert or merge before LeadCall looks for it: it is found where it is now.</summary>
public sealed class LookingForMovedRecordsTests : IAsyncLifetime
{
    private SyncHost host = null!;
    private SyncTenant tenant = null!;

    public async ValueTask InitializeAsync()
    {
        host = await SyncHost.StartAsync(SyncHost.ShortOfPatience);
        tenant = await host.CreateTenantAsync();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("Leads")]
    [InlineData("Calls")]
    [InlineData("Tasks")]
    public async Task A_Lead_converted_before_the_look_makes_nothing_double(string lost)
    {
        var call = await LostAsync(lost, () => host.Zoho.Control.Work.Convert(tenant.Organisation, tenant.Creates("Leads").Single().RecordId));

        (await tenant.StatusAsync(call)).ShouldBeOneOf("created", "linked");
        EachOnce();
    }

    [Theory]
    [InlineData("Calls")]
    [InlineData("Tasks")]
    public async Task A_Lead_merged_before_the_look_makes_nothing_double(string lost)
    {
        var master = host.Zoho.Control.Seed(
            tenant.Organisation, "Leads", new SeedRecord { Fields = new JsonObject { ["Last_Name"] = "Rao", ["Phone"] = "98111 22233" } }).Single();

        var call = await LostAsync(lost, () => host.Zoho.Control.Work.Merge(
            tenant.Organisation, "Leads", master, tenant.Creates("Leads").Single().RecordId, new Dictionary<string, string> { ["Mobile"] = "Phone" }));

        (await tenant.StatusAsync(call)).ShouldBe("created");
        EachOnce();
    }

    private void EachOnce()
    {
        tenant.Creates("Leads").Count.ShouldBe(1);
        tenant.Creates("Calls").Count.ShouldBe(1);
        tenant.Creates("Tasks").Count.ShouldBe(1);
    }

    /// <summary>A missed call one of whose writes is done and not answered, while somebody works in the CRM.</summary>
    private async Task<Guid> LostAsync(string module, Action meanwhile)
    {
        var barrier = host.Zoho.Control.Hold(new RequestMatch { Organisation = tenant.Organisation, Module = module, WritesOnly = true }, Moment.After);
        var call = await tenant.AddCallAsync("+919876549001");
        await host.Grains.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(tenant.Id)).Nudge();
        var held = await barrier.Reached(TestContext.Current.CancellationToken);
        meanwhile();
        await held.Release(Outcome.AnswerLost());
        await tenant.DrainAsync();
        return call;
    }
}
