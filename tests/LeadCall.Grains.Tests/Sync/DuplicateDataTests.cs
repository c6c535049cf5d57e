using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.Grains.Tests.Sync;

/// <summary>Where the tenant made a field unique, <c>DUPLICATE_DATA</c> on a Lead is a match (DESIGN 8, FACTS 9.2).</summary>
public sealed class DuplicateDataTests : IAsyncLifetime
{
    private SyncHost host = null!;
    private SyncTenant tenant = null!;

    public async ValueTask InitializeAsync()
    {
        host = await SyncHost.StartAsync();
        tenant = await host.CreateTenantAsync("unique", new OrganisationSpec { Key = "unique", Name = "Unique", UniqueFields = ["Leads.City"] });
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_Lead_that_Zoho_has_already_is_the_calls_Lead()
    {
        var known = host.Zoho.Control.Seed(tenant.Organisation, "Leads", Person("9876545000")).Single();
        var call = await tenant.AddCallAsync("+919876545001");

        await tenant.DrainAsync();

        (await tenant.StatusAsync(call)).ShouldBe("duplicate_lead");
        tenant.Creates("Leads").ShouldBeEmpty();
        tenant.Creates("Tasks").Single().Sent.GetProperty("What_Id").GetProperty("id").GetString().ShouldBe(known);
    }

    [Fact]
    public async Task The_next_call_of_that_number_is_not_kept_waiting_by_the_claim_of_the_first()
    {
        host.Zoho.Control.Seed(tenant.Organisation, "Leads", Person("9876545000"));
        await tenant.AddCallAsync("+919876545001");
        await tenant.AddCallAsync("+919876545001");

        await tenant.DrainAsync();

        tenant.Creates("Tasks").Count.ShouldBe(2);
        (await tenant.ScalarAsync<long>("SELECT count(*) FROM callers WHERE tenant_id = $1 AND claimed_by_call IS NOT NULL", tenant.Id)).ShouldBe(0);
    }

    [Fact]
    public async Task A_Lead_that_an_earlier_send_made_is_adopted()
    {
        var call = await tenant.AddCallAsync("+919876545002");
        await tenant.DrainAsync();
        var lead = tenant.Creates("Leads").Single().RecordId;

        // As if Zoho had committed the first send long after it was looked for.
        await tenant.ExecuteAsync("DELETE FROM zoho_writes WHERE tenant_id = $1", tenant.Id);
        await tenant.ExecuteAsync("UPDATE callers SET lead_id = NULL, lead_for_call_id = NULL, claimed_by_call = $2, claimed_at = now() WHERE tenant_id = $1", tenant.Id, call);
        await tenant.ExecuteAsync("""
            UPDATE call_syncs SET status = 'pending', due_at = now(), finished_at = NULL, target_module = NULL, target_id = NULL WHERE tenant_id = $1
            """, tenant.Id);
        await tenant.ExecuteAsync("""
            INSERT INTO zoho_writes (tenant_id, zoho_org, call_id, step, lane, run_workflows, payload, state, planned_at)
            VALUES ($1, $2, $3, 'lead', 'live', true, $4::jsonb, 'planned', now())
            """, tenant.Id, tenant.ZohoOrg, call, tenant.Creates("Leads").Single().Sent.GetRawText());
        await tenant.DrainAsync();

        (await tenant.StatusAsync(call)).ShouldBe("created");
        tenant.Creates("Leads").Single().RecordId.ShouldBe(lead);
        (await tenant.ScalarAsync<string>("SELECT record_id FROM zoho_writes WHERE tenant_id = $1 AND step = 'lead'", tenant.Id)).ShouldBe(lead);
    }

    private static SeedRecord Person(string number) => new() { Fields = new JsonObject { ["Last_Name"] = "Rao", ["Phone"] = number, ["City"] = "Pune" } };
}
