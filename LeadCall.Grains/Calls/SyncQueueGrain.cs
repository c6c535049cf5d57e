using LeadCall.Storage.Syncs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadCall.Grains.Calls;

/// <summary>Keeps a window of a tenant's due syncs under way and wakes itself for the next one.</summary>
internal sealed partial class SyncQueueGrain(
    SyncStore syncs, IOptions<SyncQueueOptions> options, TimeProvider time, ILogger<SyncQueueGrain> logger) : Grain, ISyncQueueGrain
{
    private readonly SyncWindow window = new(options.Value.Lease);
    private Guid tenantId;
    private IGrainTimer? alarm;
    private DateTimeOffset? alarmAt;

    /// <summary>The last fill left due rows behind: a freed place is filled again.</summary>
    private bool more;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        tenantId = GrainKeys.TenantOf(this.GetPrimaryKeyString());

        // The window is empty, whatever is under way: what is due is started again, which every sync bears.
        this.RegisterGrainTimer(static (self, _) => self.Fill(), this, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task Nudge() => Fill();

    public Task Progress(Guid callId)
    {
        window.Renew(callId, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task Released(Guid callId)
    {
        var numberWanted = window.Release(callId);
        return numberWanted || (more && window.Count <= options.Value.Window / 2) ? Fill() : WakeForNextIfIdle();
    }

    private async Task Fill()
    {
        var now = time.GetUtcNow();
        if (window.Expire(now) is > 0 and var expired)
        {
            LogExpired(expired);
        }

        var room = options.Value.Window - window.Count;
        if (room > 0)
        {
            // Twice the room, because calls of numbers that are under way are passed over.
            var due = await syncs.DueAsync(tenantId, now, window.Calls, room * 2);
            var crowded = window.Count + due.Count >= options.Value.CrowdFrom;
            var started = 0;
            foreach (var call in due)
            {
                if (started < room && window.TryTake(call.CallId, call.NumberE164, now))
                {
                    started++;
                    await GrainFactory.GetGrain<ICallSyncGrain>(GrainKeys.CallSync(tenantId, call.CallId)).Run(crowded);
                }
            }

            more = due.Count > started;
        }

        await SetAlarm();
    }

    private Task WakeForNextIfIdle() => window.Count == 0 && !more ? SetAlarm() : Task.CompletedTask;

    /// <summary>Wakes for the next row that falls due, or for a lease that runs out.</summary>
    private async Task SetAlarm()
    {
        var now = time.GetUtcNow();
        var next = await syncs.NextDueAsync(tenantId, now);
        if (window.NextExpiry is { } expiry && (next is null || expiry < next))
        {
            next = expiry;
        }

        if (next == alarmAt)
        {
            return;
        }

        alarm?.Dispose();
        alarmAt = next;
        alarm = next is null ? null : this.RegisterGrainTimer(
            static (self, _) => self.OnAlarm(), this, next.Value > now ? next.Value - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private Task OnAlarm()
    {
        alarmAt = null;
        return Fill();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} syncs said nothing for their whole lease and are started again.")]
    private partial void LogExpired(int count);
}
