using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Control;

namespace LeadCall.Grains.Tests.Sync;

/// <summary>What Zoho holds after each kind of call (DESIGN 8, FEATURES E1–E6).</summary>
public sealed class HappyPathTests : IAsyncLifetime
{
    private SyncHost host = null!;
    private SyncTenant tenant = null!;

    public async ValueTask InitializeAsync()
    {
        host = await SyncHost.StartAsync();
        tenant = await host.CreateTenantAsync();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task An_unknown_caller_becomes_a_Lead_with_a_Call_on_it()
    {
        var call = await tenant.AddCallAsync("+919876543210", "inbound", durationSeconds: 65);

        await tenant.DrainAsync();

        (await tenant.StatusAsync(call)).ShouldBe("created");
        var lead = tenant.Creates("Leads").ShouldHaveSingleItem();
        Text(lead.Sent, "Last_Name").ShouldBe("Inbound Lead");
        Text(lead.Sent, "Phone").ShouldBe("+919876543210");
        Text(lead.Sent, "Lead_Source").ShouldBe("Advertisement");
        Text(lead.Sent, "City").ShouldBe("Pune");
        lead.Sent.TryGetProperty("Wing", out _).ShouldBeFalse();
        Text(lead.Sent, "Description").ShouldNotBeNull().ShouldContain("Front Desk");
        var logged = tenant.Creates("Calls").ShouldHaveSingleItem();
        Text(logged.Sent, "Subject").ShouldBe("Inbound call");
        Text(logged.Sent, "Call_Duration").ShouldBe("01:05");
        logged.Sent.GetProperty("What_Id").GetProperty("id").GetString().ShouldBe(lead.RecordId);
        tenant.Creates("Tasks").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missed_call_of_an_unknown_caller_also_leaves_a_Task()
    {
        await tenant.AddCallAsync("+919876543211");

        await tenant.DrainAsync();

        var lead = tenant.Creates("Leads").ShouldHaveSingleItem();
        Text(tenant.Creates("Calls").ShouldHaveSingleItem().Sent, "Call_Type").ShouldBe("Missed");
        var task = tenant.Creates("Tasks").ShouldHaveSingleItem();
        Text(task.Sent, "Subject").ShouldBe("Call back +919876543211");
        task.Sent.GetProperty("What_Id").GetProperty("id").GetString().ShouldBe(lead.RecordId);
    }

    [Fact]
    public async Task A_known_Contact_gets_the_Call_and_no_Lead_is_made()
    {
        var contact = Seed("Contacts", new JsonObject { ["Last_Name"] = "Rao", ["Mobile"] = "098765 43212" });
        var call = await tenant.AddCallAsync("+919876543212");

        await tenant.DrainAsync();

        (await tenant.StatusAsync(call)).ShouldBe("linked");
        tenant.Creates("Leads").ShouldBeEmpty();
        tenant.Creates("Calls").ShouldHaveSingleItem().Sent.GetProperty("Who_Id").GetProperty("id").GetString().ShouldBe(contact);
        tenant.Creates("Tasks").ShouldHaveSingleItem().Sent.GetProperty("Who_Id").GetProperty("id").GetString().ShouldBe(contact);
    }

    [Fact]
    public async Task A_known_Lead_gets_no_second_Lead_and_no_Call_but_a_Task_for_the_missed_call()
    {
        var lead = Seed("Leads", new JsonObject { ["Last_Name"] = "Iyer", ["Phone"] = "+91-98765-43213" });
        var missed = await tenant.AddCallAsync("+919876543213");

        await tenant.DrainAsync();

        (await tenant.StatusAsync(missed)).ShouldBe("duplicate_lead");
        tenant.Creates("Leads").ShouldBeEmpty();
        tenant.Creates("Calls").ShouldBeEmpty();
        tenant.Creates("Tasks").ShouldHaveSingleItem().Sent.GetProperty("What_Id").GetProperty("id").GetString().ShouldBe(lead);
    }

    [Fact]
    public async Task Two_records_with_the_number_are_left_to_a_person()
    {
        Seed("Leads", new JsonObject { ["Last_Name"] = "Iyer", ["Phone"] = "9876543214" });
        Seed("Contacts", new JsonObject { ["Last_Name"] = "Iyer", ["Phone"] = "09876543214" });
        var call = await tenant.AddCallAsync("+919876543214");

        await tenant.DrainAsync();

        (await tenant.StatusAsync(call)).ShouldBe("ambiguous");
        (await tenant.ScalarAsync<long>("SELECT count(*) FROM sync_candidates WHERE call_id = $1", call)).ShouldBe(2);
        host.Zoho.Control.Ledger(tenant.Organisation).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_number_that_only_ends_alike_where_the_CRM_does_not_parse_is_left_to_a_person()
    {
        Seed("Leads", new JsonObject { ["Last_Name"] = "Iyer", ["Phone"] = "76543215" });
        var call = await tenant.AddCallAsync("+919876543215");

        await tenant.DrainAsync();

        (await tenant.StatusAsync(call)).ShouldBe("ambiguous");
    }

    [Fact]
    public async Task Late_calls_run_none_of_the_tenants_workflows_and_live_ones_run_all()
    {
        await tenant.AddCallAsync("+919876543216");
        await tenant.AddCallAsync("+919876543217", startedAt: TimeProvider.System.GetUtcNow().AddDays(-2));

        await tenant.DrainAsync();

        var leads = tenant.Creates("Leads");
        leads.Single(lead => Text(lead.Sent, "Phone") == "+919876543216").Trigger.ShouldBeNull();
        leads.Single(lead => Text(lead.Sent, "Phone") == "+919876543217").Trigger.ShouldBe([]);
    }

    private string Seed(string module, JsonObject fields) =>
        host.Zoho.Control.Seed(tenant.Organisation, module, new SeedRecord { Fields = fields }).Single();

    private static string? Text(JsonElement record, string field) => record.TryGetProperty(field, out var value) ? value.GetString() : null;
}
