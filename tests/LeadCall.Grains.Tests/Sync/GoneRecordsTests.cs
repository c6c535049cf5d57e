using System.Text.Json.Nodes;
using LeadCall.Grains.Calls;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.Control.Work;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.Grains.Tests.Sync;

/// <summary>What people do to a record while a call is on its way to it (FEATURES E15).</summary>
public sealed class GoneRecordsTests : IAsyncLifetime
{
    private const string Number = "+919876546001";

    private SyncHost host = null!;
    private SyncTenant tenant = null!;

    public async ValueTask InitializeAsync()
    {
        host = await SyncHost.StartAsync();
        tenant = await host.CreateTenantAsync();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_Lead_deleted_between_Lead_and_Call_is_a_clear_stop_and_never_a_second_Lead()
    {
        var call = await CallWithItsLeadHeldAsync(leadId => host.Zoho.Control.Remove(tenant.Organisation, "Leads", leadId));

        (await tenant.StatusAsync(call)).ShouldBe("failed");
        (await ErrorAsync(call)).ShouldBe("RECORD_GONE");
        tenant.Creates("Leads").Count.ShouldBe(1);
        tenant.Creates("Calls").ShouldBeEmpty();
        tenant.Creates("Tasks").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("INVALID_DATA")]
    [InlineData("CONVERTED_RECORD")]
    public async Task A_Lead_converted_between_Lead_and_Call_gives_the_Call_to_its_Contact(string zohoSays)
    {
        host.Zoho.Control.SetSwitches(tenant.Organisation, switches => switches with { ActivityOnConvertedLead = zohoSays });
        var contact = "";
        var call = await CallWithItsLeadHeldAsync(leadId => contact = Work.Convert(tenant.Organisation, leadId).ContactId);

        (await tenant.StatusAsync(call)).ShouldBe("linked");
        tenant.Creates("Leads").Count.ShouldBe(1);
        tenant.Creates("Calls").Single().Sent.GetProperty("Who_Id").GetProperty("id").GetString().ShouldBe(contact);
        tenant.Creates("Tasks").Single().Sent.GetProperty("Who_Id").GetProperty("id").GetString().ShouldBe(contact);
    }

    [Theory]
    [InlineData("accepted")]
    [InlineData("moved")]
    public async Task Where_Zoho_takes_a_Call_on_a_converted_Lead_nothing_is_written_twice(string zohoSays)
    {
        host.Zoho.Control.SetSwitches(tenant.Organisation, switches => switches with { ActivityOnConvertedLead = zohoSays });

        var call = await CallWithItsLeadHeldAsync(leadId => Work.Convert(tenant.Organisation, leadId));

        (await tenant.StatusAsync(call)).ShouldBe("created");
        tenant.Creates("Leads").Count.ShouldBe(1);
        tenant.Creates("Calls").Count.ShouldBe(1);
        tenant.Creates("Tasks").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_Lead_merged_into_another_between_Lead_and_Call_gives_the_Call_to_that_one()
    {
        var master = "";
        var call = await CallWithItsLeadHeldAsync(leadId =>
        {
            master = Seed("Leads", "98111 22233");
            Work.Merge(tenant.Organisation, "Leads", master, leadId, new Dictionary<string, string> { ["Mobile"] = "Phone" });
        });

        (await tenant.StatusAsync(call)).ShouldBe("created");
        tenant.Creates("Leads").Count.ShouldBe(1);
        tenant.Creates("Calls").Single().Sent.GetProperty("What_Id").GetProperty("id").GetString().ShouldBe(master);
        tenant.Creates("Tasks").Single().Sent.GetProperty("What_Id").GetProperty("id").GetString().ShouldBe(master);
    }

    [Fact]
    public async Task A_Contact_deleted_before_its_Call_is_written_is_a_clear_stop()
    {
        var contact = Seed("Contacts", Number);
        var call = await HeldAsync("Calls", Moment.Before, () => host.Zoho.Control.Remove(tenant.Organisation, "Contacts", contact));

        (await tenant.StatusAsync(call)).ShouldBe("failed");
        (await ErrorAsync(call)).ShouldBe("RECORD_GONE");
        tenant.Creates("Leads").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Contact_replaced_by_another_before_its_Call_is_written_gives_the_Call_to_that_one()
    {
        var contact = Seed("Contacts", Number);
        var other = "";
        var call = await HeldAsync("Calls", Moment.Before, () =>
        {
            host.Zoho.Control.Remove(tenant.Organisation, "Contacts", contact);
            other = Seed("Contacts", "98765 46001");
        });

        (await tenant.StatusAsync(call)).ShouldBe("linked");
        tenant.Creates("Calls").Single().Sent.GetProperty("Who_Id").GetProperty("id").GetString().ShouldBe(other);
    }

    private PeopleAtWork Work => host.Zoho.Control.Work;

    private Task<Guid> CallWithItsLeadHeldAsync(Action<string> meanwhile) =>
        HeldAsync("Leads", Moment.After, () => meanwhile(tenant.Creates("Leads").Single().RecordId));

    /// <summary>A missed call one of whose requests is held while somebody works in the CRM.</summary>
    private async Task<Guid> HeldAsync(string module, Moment moment, Action meanwhile)
    {
        var barrier = host.Zoho.Control.Hold(new RequestMatch { Organisation = tenant.Organisation, Module = module, WritesOnly = true }, moment);
        var call = await tenant.AddCallAsync(Number);
        await host.Grains.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(tenant.Id)).Nudge();
        var held = await barrier.Reached(TestContext.Current.CancellationToken);
        meanwhile();
        await held.Release();
        await tenant.DrainAsync();
        return call;
    }

    private Task<string> ErrorAsync(Guid call) =>
        tenant.ScalarAsync<string>("SELECT error_code FROM call_syncs WHERE tenant_id = $1 AND call_id = $2", tenant.Id, call);

    private string Seed(string module, string number) => host.Zoho.Control.Seed(
        tenant.Organisation, module, new SeedRecord { Fields = new JsonObject { ["Last_Name"] = "Rao", ["Phone"] = number } }).Single();
}
