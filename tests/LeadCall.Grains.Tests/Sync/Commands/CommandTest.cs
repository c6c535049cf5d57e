using System.Text.Json.Nodes;
using LeadCall.Grains.Calls;
using LeadCall.Storage.Syncs;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.Grains.Tests.Sync.Commands;

/// <summary>A tenant whose manager gives commands, with a short time to undo.</summary>
public abstract class CommandTest : IAsyncLifetime
{
    protected static readonly TimeSpan UndoWindow = TimeSpan.FromMilliseconds(300);

    private protected SyncHost Host { get; private set; } = null!;

    private protected SyncTenant Tenant { get; private set; } = null!;

    private protected Manager Asha { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await SyncHost.StartAsync(Settings);
        Tenant = await Host.CreateTenantAsync();
        Asha = new Manager(Host, Tenant);
    }

    private protected virtual Dictionary<string, string?> Settings => new()
    {
        ["Sync:Commands:UndoWindow"] = UndoWindow.ToString(),
        ["Sync:CrmIndex:PausePerRequest"] = "00:00:00",
    };

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private protected SyncTarget Seed(string module, string number, string name = "Rao") => new(module, Host.Zoho.Control.Seed(
        Tenant.Organisation, module, new SeedRecord { Fields = new JsonObject { ["Last_Name"] = name, ["Phone"] = number } }).Single());

    /// <summary>A missed call of a number that a Contact and a Lead have.</summary>
    private protected async Task<(Guid Call, SyncTarget Contact, SyncTarget Lead)> AmbiguousAsync(string number)
    {
        var (contact, lead) = (Seed("Contacts", number), Seed("Leads", number));
        var call = await Tenant.AddCallAsync(number);
        await Tenant.DrainAsync();
        (await Tenant.StatusAsync(call)).ShouldBe(SyncStatus.Ambiguous);
        return (call, contact, lead);
    }

    /// <summary>A call whose Lead Zoho refuses: the name is too long.</summary>
    private protected async Task<Guid> FailedAsync(string number)
    {
        await Tenant.ExecuteAsync("UPDATE tenant_settings SET placeholder_last_name = repeat('x', 100) WHERE tenant_id = $1", Tenant.Id);
        var call = await Tenant.AddCallAsync(number);
        await Tenant.DrainAsync();
        (await Tenant.StatusAsync(call)).ShouldBe(SyncStatus.Failed);
        return call;
    }

    private protected Task HealAsync() =>
        Tenant.ExecuteAsync("UPDATE tenant_settings SET placeholder_last_name = 'Inbound Lead' WHERE tenant_id = $1", Tenant.Id);

    /// <summary>Whether the consenting user may make Tasks.</summary>
    private protected void AllowTasks(bool allowed) => Rights.Tasks(Host, Tenant, allowed);

    private protected static string? On(LedgerEntry entry) =>
        (entry.Sent.TryGetProperty("Who_Id", out var related) ? related : entry.Sent.GetProperty("What_Id")).GetProperty("id").GetString();

    private protected static void ShouldBeRefused(CommandAnswer answer, string code, string status)
    {
        (answer.Code, answer.Status).ShouldBe((code, status));
        answer.Message.ShouldNotBeNull().ShouldContain(status);
    }
}
