using Orleans.Concurrency;

namespace LeadCall.Grains.Calls;

/// <summary>
/// Starts a tenant's syncs: due rows from PostgreSQL, live before late, in the order the calls began, one sync in flight per number.
/// What it remembers is only a set of leases; losing them means starting again what PostgreSQL still shows as due.
/// </summary>
[Alias("leadcall.ISyncQueueGrain")]
public interface ISyncQueueGrain : IGrainWithStringKey
{
    /// <summary>There may be due rows. A lost nudge costs time, never a call.</summary>
    [OneWay, Alias("Nudge")]
    Task Nudge();

    /// <summary>The sync is alive: renews its lease.</summary>
    [OneWay, Alias("Progress")]
    Task Progress(Guid callId);

    /// <summary>The sync ended or put itself off: its place and its number are free.</summary>
    /// <param name="dueAgainAt">When a sync that put itself off wants to be started again.</param>
    [OneWay, Alias("Released")]
    Task Released(Guid callId, DateTimeOffset? dueAgainAt);
}
