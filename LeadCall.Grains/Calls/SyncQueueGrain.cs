using LeadCall.Storage.Syncs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadCall.Grains.Calls;

/// <summary>Keeps a window of a tenant's due syncs under way, as far as the silo has places, and wakes itself for the next one.</summary>
internal sealed partial class SyncQueueGrain(
    SyncStore syncs, SyncPlaces places, IWorkPermit permit, IOptions<SyncQueueOptions> options, TimeProvider time, ILogger<SyncQueueGrain> logger)
    : Grain, ISyncQueueGrain
{
    private readonly SyncWindow window = new(options.Value.Window, options.Value.Lease);
    private readonly Guid queueId = Guid.NewGuid();
    private Guid tenantId;
    private IGrainTimer? alarm;
    private DateTimeOffset? alarmAt;

    /// <summary>The last fill left due rows behind: a freed place is filled again.</summary>
    private bool more;

    /// <summary>The silo had too few places: this queue is told when it gets some, and looks for nothing before.</summary>
    private bool inLine;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        tenantId = GrainKeys.TenantOf(this.GetPrimaryKeyString());

        // The window is empty, whatever is under way: what is due is started again, which every sync bears.
        this.RegisterGrainTimer(static (self, _) => self.Fill(), this, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        var told = places.Leave(queueId);
        return reason.ReasonCode == DeactivationReasonCode.ShuttingDown ? Task.CompletedTask : Tell(told);
    }

    public Task Nudge() => Fill();

    public Task Progress(Guid callId)
    {
        window.Renew(callId, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public async Task Released(Guid callId, DateTimeOffset? dueAgainAt)
    {
        var numberWanted = window.Release(callId);
        await Tell(places.Report(queueId, window.Count, time.GetUtcNow()));
        if (!inLine && (numberWanted || (more && window.Count <= options.Value.Window / 2)))
        {
            await Fill();
        }
        else if (dueAgainAt is { } due && (alarmAt is null || due < alarmAt))
        {
            WakeAt(due);
        }
    }

    private async Task Fill()
    {
        var now = time.GetUtcNow();
        if (window.Expire(now) is > 0 and var expired)
        {
            LogExpired(expired);
        }

        if (permit.IsHeld)
        {
            await StartDue(now);
        }

        await Tell(places.Report(queueId, window.Count, time.GetUtcNow()));
        await SetAlarm(now);
    }

    private async Task StartDue(DateTimeOffset now)
    {
        var (live, late) = (window.Room(SyncLane.Live), window.Room(SyncLane.Late));

        // Of each number that is under way the next call is among the rows, and must not hide calls of others.
        var (liveRows, lateRows) = (live == 0 ? 0 : live + window.Count, late == 0 ? 0 : late + window.Count);
        var due = await syncs.DueAsync(tenantId, now, window.Calls, liveRows, lateRows);
        var startable = due.Where(call => !window.IsBusy(call.NumberE164)).ToArray();
        var wish = new PlaceWish(
            Math.Min(live, startable.Count(call => call.Live)),
            Math.Min(late, startable.Count(call => !call.Live)));
        var grant = places.Ask(queueId, tenantId, window.Count, wish, now);
        await Tell(grant.Told);

        var started = await Start(startable, grant, now);
        inLine = grant.IsInLine;
        more = lateRows == 0 || due.Count(call => call.Live) == liveRows || due.Count(call => !call.Live) == lateRows || started < startable.Length;
    }

    private async Task<int> Start(IReadOnlyList<DueSync> startable, PlaceGrant grant, DateTimeOffset now)
    {
        var started = 0;
        foreach (var lane in new[] { SyncLane.Live, SyncLane.Late })
        {
            var calls = startable.Where(call => call.Live == (lane == SyncLane.Live)).ToArray();
            var crowded = window.CountOf(lane) + calls.Length >= options.Value.CrowdFrom;
            var left = lane == SyncLane.Live ? grant.Live : grant.Late;
            foreach (var call in calls)
            {
                if (left > 0 && window.TryTake(call.CallId, call.NumberE164, lane, now))
                {
                    left--;
                    started++;
                    await GrainFactory.GetGrain<ICallSyncGrain>(GrainKeys.CallSync(tenantId, call.CallId)).Run(crowded);
                }
            }
        }

        return started;
    }

    /// <summary>Queues that got places look for due rows, this one among them. One that the message does not reach is found by the sweep.</summary>
    private async Task Tell(IEnumerable<Guid> tenants)
    {
        foreach (var tenant in tenants)
        {
            await GrainFactory.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(tenant)).Nudge();
        }
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
