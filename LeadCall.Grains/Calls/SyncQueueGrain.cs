using LeadCall.Storage.Syncs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadCall.Grains.Calls;

/// <summary>Keeps a window of a tenant's due syncs under way and wakes itself for the next one.</summary>
internal sealed partial class SyncQueueGrain(
    SyncStore syncs, IWorkPermit permit, IOptions<SyncQueueOptions> options, TimeProvider time, ILogger<SyncQueueGrain> logger) : Grain, ISyncQueueGrain
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

    public Task Released(Guid callId, DateTimeOffset? dueAgainAt)
    {
        var numberWanted = window.Release(callId);
        if (numberWanted || (more && window.Count <= options.Value.Window / 2))
        {
            return Fill();
        }

        if (dueAgainAt is { } due && (alarmAt is null || due < alarmAt))
        {
            WakeAt(due);
        }

        return Task.CompletedTask;
    }

    private async Task Fill()
    {
        var now = time.GetUtcNow();
        if (window.Expire(now) is > 0 and var expired)
        {
            LogExpired(expired);
        }

        var room = options.Value.Window - window.Count;
        if (room > 0 && permit.IsHeld)
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

        await SetAlarm(now);
    }

    /// <summary>Wakes for the next row that falls due, or for a lease that runs out.</summary>
    /// <param name="now">The instant up to which due rows were started: one that fell due since must not be passed over.</param>
    private async Task SetAlarm(DateTimeOffset now)
    {
        var next = await syncs.NextDueAsync(tenantId, now);
        if (window.NextExpiry is { } expiry && (next is null || expiry < next))
        {
            next = expiry;
        }

        if (next != alarmAt)
        {
            WakeAt(next);
        }
    }

    private void WakeAt(DateTimeOffset? at)
    {
        alarm?.Dispose();
        alarmAt = at;
        var now = time.GetUtcNow();
        alarm = at is null ? null : this.RegisterGrainTimer(
            static (self, _) => self.OnAlarm(), this, at.Value > now ? at.Value - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private Task OnAlarm()
    {
        alarmAt = null;
        return Fill();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} syncs said nothing for their whole lease and are started again.")]
    private partial void LogExpired(int count);
}
