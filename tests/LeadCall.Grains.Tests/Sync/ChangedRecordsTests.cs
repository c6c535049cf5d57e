using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Control;

namespace LeadCall.Grains.Tests.Sync;

/// <summary>What people do in the CRM between two calls.</summary>
public sealed class ChangedRecordsTests : IAsyncLifetime
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
    public async Task A_Contact_that_was_deleted_is_not_called_on_and_the_caller_becomes_a_Lead()
    {
        var contact = Seed("Contacts", "9876543230");
        await tenant.AddCallAsync("+919876543230");
        await tenant.DrainAsync();
        host.Zoho.Control.Remove(tenant.Organisation, "Contacts", contact);

        var second = await tenant.AddCallAsync("+919876543230", "inbound", durationSeconds: 30);
        await tenant.DrainAsync();

        (await tenant.StatusAsync(second)).ShouldBe("created");
    }

    [Fact]
    public async Task A_Lead_of_ours_that_was_deleted_makes_room_for_a_new_one()
    {
        await tenant.AddCallAsync("+919876543231");
        await tenant.DrainAsync();
        host.Zoho.Control.Remove(tenant.Organisation, "Leads", tenant.Creates("Leads").Single().RecordId);

        var second = await tenant.AddCallAsync("+919876543231");
        await tenant.DrainAsync();

        (await tenant.StatusAsync(second)).ShouldBe("created");
        tenant.Creates("Leads").Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_late_call_right_after_a_Lead_was_replaced_by_a_Contact_finds_the_Contact()
    {
        var lead = Seed("Leads", "9876543232");
        await tenant.AddCallAsync("+919876543232");
        await tenant.DrainAsync();
        host.Zoho.Control.Remove(tenant.Organisation, "Leads", lead);
        Seed("Contacts", "9876543232");

        var late = await tenant.AddCallAsync("+919876543232", startedAt: TimeProvider.System.GetUtcNow().AddDays(-2));
        await tenant.DrainAsync();

        (await tenant.StatusAsync(late)).ShouldBe("linked");
        tenant.Creates("Leads").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_of_one_record_leaves_its_neighbours_alone()
    {
        await tenant.ExecuteAsync("UPDATE tenant_settings SET placeholder_last_name = repeat('x', 100) WHERE tenant_id = $1", tenant.Id);
        Seed("Contacts", "9876543233");
        var refused = await tenant.AddCallAsync("+919876543234");
        var linked = await tenant.AddCallAsync("+919876543233");

        await tenant.DrainAsync();

        (await tenant.StatusAsync(refused)).ShouldBe("failed");
        (await tenant.StatusAsync(linked)).ShouldBe("linked");
    }

    private string Seed(string module, string number) => host.Zoho.Control.Seed(
        tenant.Organisation, module, new SeedRecord { Fields = new JsonObject { ["Last_Name"] = "Rao", ["Phone"] = number } }).Single();
}
