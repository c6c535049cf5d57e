using LeadCall.ZohoSimulator.World;

namespace LeadCall.Grains.Tests.Sync.Commands;

/// <summary>What a Zoho admin allows the consenting user.</summary>
internal static class Rights
{
    public static void Tasks(SyncHost host, SyncTenant tenant, bool allowed) => host.Zoho.Control.SetUsers(tenant.Organisation,
    [
        new UserSpec
        {
            Name = "Ada Admin", Email = "ada@example.test", Admin = true, Denied = allowed ? [] : [new DeniedRight("Tasks", "create", PerItem: true)],
        },
    ]);
}
