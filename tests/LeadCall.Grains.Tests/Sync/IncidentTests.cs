using LeadCall.Grains.Calls;
using LeadCall.Grains.Zoho;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.Grains.Tests.Sync;

/// <summary>One incident holds the queue instead of failing every row (DESIGN 2; FEATURES A6, E13).</summary>
public sealed class IncidentTests : IAsyncLifetime
{
    private SyncHost host = null!;

    public async ValueTask InitializeAsync() => host = await SyncHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task While_an_incident_is_open_calls_wait_and_afterwards_each_is_written_once()
    {
        var tenant = await host.CreateTenantAsync();
        var connection = Connection(tenant);
        (await connection.OpenIncident(Held)).ShouldBeTrue();
        (await connection.OpenIncident(Held)).ShouldBeFalse("one of a kind is open at a time");
        var calls = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            calls.Add(await tenant.AddCallAsync($"+9198765440{i:00}"));
        }

        await QueueOf(tenant).Nudge();
        await host.Grains.GetGrain<ICallSyncGrain>(GrainKeys.CallSync(tenant.Id, calls[0])).Run(false);
        await tenant.UntilAsync("SELECT EXISTS (SELECT FROM call_syncs WHERE tenant_id = $1 AND waiting_for = 'connection')");
        tenant.Creates("Leads").ShouldBeEmpty();
        (await tenant.StatusAsync(calls[0])).ShouldBe("pending");

        (await connection.CloseIncident(IncidentKind.Held, "manager")).ShouldBeTrue();
        await tenant.DrainAsync();

        tenant.Creates("Leads").Count.ShouldBe(20);
        tenant.Creates("Calls").Count.ShouldBe(20);
        tenant.Creates("Tasks").Count.ShouldBe(20);
        (await tenant.ScalarAsync<long>("SELECT count(*) FROM call_syncs WHERE tenant_id = $1 AND attempts > 0", tenant.Id)).ShouldBe(0);
    }

    [Fact]
    public async Task A_write_that_was_planned_before_the_incident_is_not_sent_during_it()
    {
        var tenant = await host.CreateTenantAsync();
        var call = await tenant.AddCallAsync("+919876544100");
        await tenant.DrainAsync();
        await Connection(tenant).OpenIncident(Held);
        await tenant.ExecuteAsync("UPDATE call_syncs SET status = 'pending', due_at = now(), finished_at = NULL WHERE tenant_id = $1", tenant.Id);
        await tenant.ExecuteAsync("UPDATE zoho_writes SET state = 'planned', record_id = NULL WHERE tenant_id = $1 AND step = 'task'", tenant.Id);

        await Connection(tenant).Submit([new PlannedWrite(tenant.ZohoOrg, call, SyncStep.Task, SyncLane.Live, true, false)]);
        await tenant.UntilAsync("SELECT EXISTS (SELECT FROM call_syncs WHERE tenant_id = $1 AND waiting_for = 'connection')");

        tenant.Creates("Tasks").Count.ShouldBe(1, "only the one of before");
    }

    [Fact]
    public async Task A_field_the_tenant_made_mandatory_is_found_on_connect_and_needs_a_default_before_the_queue_opens()
    {
        var tenant = await host.CreateTenantAsync("strict", new OrganisationSpec
        {
            Key = "strict",
            Name = "Strict",
            CustomFields = [new FieldSpec { Module = "Leads", ApiName = "Branch", Label = "Branch", DataType = "text", Mandatory = true }],
        });
        await host.Grains.GetGrain<ICrmIndexGrain>(GrainKeys.CrmIndex(tenant.Id)).ReadIn();
        await tenant.UntilAsync("SELECT EXISTS (SELECT FROM incidents WHERE tenant_id = $1 AND kind = 'field_default_missing' AND closed_at IS NULL AND message LIKE '%Leads: Branch%')");
        var call = await tenant.AddCallAsync("+919876544001");
        await QueueOf(tenant).Nudge();

        await Connection(tenant).SetFieldDefault(new FieldDefaultChange("Leads", "Branch", "Main street", "manager"));
        await tenant.DrainAsync();

        (await tenant.StatusAsync(call)).ShouldBe("created");
        tenant.Creates("Leads").Single().Sent.GetProperty("Branch").GetString().ShouldBe("Main street");
    }

    [Fact]
    public async Task A_field_that_Zoho_insists_on_unannounced_holds_the_queue_once_and_no_call_fails()
    {
        var tenant = await host.CreateTenantAsync("company", new OrganisationSpec { Key = "company", Name = "Company", MandatoryFields = ["Leads.Company"] });
        for (var i = 0; i < 12; i++)
        {
            await tenant.AddCallAsync($"+9198765442{i:00}");
        }

        await QueueOf(tenant).Nudge();
        await tenant.UntilAsync("SELECT EXISTS (SELECT FROM incidents WHERE tenant_id = $1 AND message LIKE '%Leads: Company%')");
        await Connection(tenant).SetFieldDefault(new FieldDefaultChange("Leads", "Company", "Unknown", "manager"));
        await tenant.DrainAsync();

        tenant.Creates("Leads").Count.ShouldBe(12);
        (await tenant.ScalarAsync<long>("SELECT count(*) FROM call_syncs WHERE tenant_id = $1 AND status = 'created'", tenant.Id)).ShouldBe(12);
        (await tenant.ScalarAsync<long>("SELECT count(*) FROM incidents WHERE tenant_id = $1 AND closed_at IS NOT NULL", tenant.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task A_missed_call_for_which_Zoho_wants_a_duration_gets_none_and_nobody_is_asked()
    {
        var tenant = await host.CreateTenantAsync();
        host.Zoho.Control.SetSwitches(tenant.Organisation, switches => switches with { MissedCallsNeedDuration = true });
        var call = await tenant.AddCallAsync("+919876544301");

        await tenant.DrainAsync();

        (await tenant.StatusAsync(call)).ShouldBe("created");
        tenant.Creates("Calls").Single().Sent.GetProperty("Call_Duration").GetString().ShouldBe("00:00");
        (await tenant.ScalarAsync<long>("SELECT count(*) FROM incidents WHERE tenant_id = $1", tenant.Id)).ShouldBe(0);
    }

    private static IncidentReport Held => new(IncidentKind.Held, null, "Zoho is being moved; calls wait.", "manager");

    private IZohoConnectionGrain Connection(SyncTenant tenant) => host.Grains.GetGrain<IZohoConnectionGrain>(GrainKeys.ZohoConnection(tenant.Id));

    private ISyncQueueGrain QueueOf(SyncTenant tenant) => host.Grains.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(tenant.Id));
}
