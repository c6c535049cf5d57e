using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Calls;

/// <summary>
/// What a lost nudge costs is at most the minute between two sweeps. A sweep looks a minute ahead, because after a restart nobody else
/// wakes a queue for a row that falls due before the next one.
/// </summary>
internal sealed class SweepGrain(SyncStore syncs, TimeProvider time) : Grain, ISweepGrain, IRemindable
{
    private const string Reminder = "sweep";
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public async Task Start()
    {
        await this.RegisterOrUpdateReminder(Reminder, Period, Period);
        await Sweep();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => Sweep();

    private async Task Sweep()
    {
        foreach (var tenantId in await syncs.TenantsWithDueRowsAsync(time.GetUtcNow() + Period))
        {
            await GrainFactory.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(tenantId)).Nudge();
        }
    }
}
