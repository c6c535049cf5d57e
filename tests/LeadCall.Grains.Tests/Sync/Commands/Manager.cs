using LeadCall.Grains.Calls;
using LeadCall.Grains.Zoho;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Tests.Sync.Commands;

/// <summary>A person at the dashboard, as the endpoints will speak for them.</summary>
internal sealed class Manager(SyncHost host, SyncTenant tenant, string name = "Asha")
{
    private readonly Guid id = Guid.NewGuid();

    public string Name => name;

    public Task<CommandAnswer> Retry(Guid call, SyncSeen? seen = null) => Sync(call).Retry(By(seen));

    public Task<CommandAnswer> Resolve(Guid call, SyncTarget pick, bool remember = false, SyncSeen? seen = null) =>
        Sync(call).Resolve(new SyncPick(pick.Module == "Leads" ? CrmModule.Leads : CrmModule.Contacts, pick.RecordId, remember), By(seen));

    public Task<CommandAnswer> Undo(Guid call, SyncSeen? seen = null) => Sync(call).Undo(By(seen));

    private CommandBy By(SyncSeen? seen) => new(id, name, seen);

    private ICallSyncGrain Sync(Guid call) => host.Grains.GetGrain<ICallSyncGrain>(GrainKeys.CallSync(tenant.Id, call));
}
