using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.Grains.Tests.Sync;

/// <summary>What goes into one request, and whether the tenant's workflows run on it (DESIGN 4.7, 8; FEATURES E12).</summary>
public sealed class LaneTests : IAsyncLifetime
{
    private SyncHost host = null!;
    private SyncTenant tenant = null!;

    public async ValueTask InitializeAsync()
    {
        host = await SyncHost.StartAsync(new() { ["Sync:Queue:CrowdFrom"] = "2" });
        tenant = await host.CreateTenantAsync();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_tenants_workflows_run_on_live_calls_and_not_on_late_ones()
    {
        await tenant.AddCallAsync("+919876547001");
        await tenant.AddCallAsync("+919876547002", startedAt: TwoDaysAgo);

        await tenant.DrainAsync();

        foreach (var module in new[] { "Leads", "Calls", "Tasks" })
        {
            var entries = tenant.Creates(module);
            entries.Count.ShouldBe(2);
            entries.Count(entry => entry.Trigger is null).ShouldBe(1, $"{module}: without a trigger everything runs");
            entries.Count(entry => entry.Trigger is { Count: 0 }).ShouldBe(1, $"{module}: with an empty one nothing does");
            entries.Select(entry => entry.RequestId).Distinct().Count().ShouldBe(2, $"{module}: the lanes share no request");
        }
    }

    [Fact]
    public async Task Late_calls_run_the_workflows_where_the_tenant_says_so()
    {
        await tenant.ExecuteAsync("UPDATE tenant_settings SET workflows_late = true, workflows_live = false WHERE tenant_id = $1", tenant.Id);
        await tenant.AddCallAsync("+919876547003");
        await tenant.AddCallAsync("+919876547004", startedAt: TwoDaysAgo);

        await tenant.DrainAsync();

        tenant.Creates("Leads").Single(entry => Phone(entry.Sent) == "+919876547003").Trigger.ShouldBe([]);
        tenant.Creates("Leads").Single(entry => Phone(entry.Sent) == "+919876547004").Trigger.ShouldBeNull();
    }

    [Fact]
    public async Task One_record_that_makes_Zoho_refuse_a_whole_request_fails_alone()
    {
        const string poisoned = "+919876547105";
        host.Zoho.Control.AddFault(new FaultSpec
        {
            Match = new RequestMatch { Organisation = tenant.Organisation, Module = "Leads", WritesOnly = true, BodyContains = poisoned },
            Outcome = new Outcome { Write = WriteFate.NotDone, Answer = AnswerForm.Error, Status = 400 },
        });
        var calls = new List<Guid>();
        for (var i = 0; i < 10; i++)
        {
            calls.Add(await tenant.AddCallAsync($"+9198765471{i:00}"));
        }

        await tenant.DrainAsync();

        tenant.Creates("Leads").Count.ShouldBe(9);
        (await tenant.StatusAsync(calls[5])).ShouldBe("failed");
        (await tenant.ScalarAsync<long>("SELECT count(*) FROM call_syncs WHERE tenant_id = $1 AND status = 'created'", tenant.Id)).ShouldBe(9);
    }

    private static DateTimeOffset TwoDaysAgo => TimeProvider.System.GetUtcNow().AddDays(-2);

    private static string? Phone(System.Text.Json.JsonElement lead) => lead.GetProperty("Phone").GetString();
}
