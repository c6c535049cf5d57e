using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Calls;

/// <summary>What a lost nudge costs is at most the minute between two sweeps.</summary>
internal sealed class SweepGrain(SyncStore syncs, TimeProvider time) : Grain, ISweepGrain, IRemindable
{
    private const string Reminder = "sweep";

    public async Task Start()
    {
        await this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await Sweep();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => Sweep();

    private async Task Sweep()
    {
        foreach (var tenantId in await syncs.TenantsWithDueRowsAsync(time.GetUtcNow()))
        {
            await GrainFactory.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(tenantId)).Nudge();
        }
    }
}
