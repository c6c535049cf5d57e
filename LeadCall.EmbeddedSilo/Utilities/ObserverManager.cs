using System.Collections;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>Observers that renew themselves: those not renewed in time, and those that fail, are dropped.</summary>
public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log) : ObserverManager<IAddressable, TObserver>(expiration, log);

/// <inheritdoc cref="ObserverManager{TObserver}"/>
public partial class ObserverManager<TIdentity, TObserver> : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly ILogger log;
    private ImmutableDictionary<TIdentity, Entry> entries = ImmutableDictionary<TIdentity, Entry>.Empty;

    public ObserverManager(TimeSpan expiration, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(log);
        this.log = log;
        ExpirationDuration = expiration;
        GetDateTime = () => TimeProvider.System.GetUtcNow().UtcDateTime;
    }

    public Func<DateTime> GetDateTime { get; set; }

    public TimeSpan ExpirationDuration { get; set; }

    public int Count => entries.Count;

    public IReadOnlyDictionary<TIdentity, TObserver> Observers => entries.ToDictionary(pair => pair.Key, pair => pair.Value.Observer);

    public void Clear() => entries = entries.Clear();

    /// <summary>Adds or renews.</summary>
    public void Subscribe(TIdentity id, TObserver observer) => entries = entries.SetItem(id, new(observer, GetDateTime()));

    public void Unsubscribe(TIdentity id) => entries = entries.Remove(id);

    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        ClearExpired();
        foreach (var (id, entry) in entries.Where(pair => predicate?.Invoke(pair.Value.Observer) != false))
        {
            try
            {
                await notification(entry.Observer);
            }
            catch (Exception exception)
            {
                Drop(id, exception);
            }
        }
    }

    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        ClearExpired();
        foreach (var (id, entry) in entries.Where(pair => predicate?.Invoke(pair.Value.Observer) != false))
        {
            try
            {
                notification(entry.Observer);
            }
            catch (Exception exception)
            {
                Drop(id, exception);
            }
        }
    }

    public void ClearExpired()
    {
        var now = GetDateTime();
        entries = entries.RemoveRange(entries.Where(pair => pair.Value.LastSeen + ExpirationDuration < now).Select(pair => pair.Key));
    }

    public IEnumerator<TObserver> GetEnumerator() => entries.Values.Select(entry => entry.Observer).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Drop(TIdentity id, Exception exception)
    {
        LogDropped(log, id, exception);
        entries = entries.Remove(id);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Observer {Observer} failed and is dropped")]
    private static partial void LogDropped(ILogger logger, TIdentity observer, Exception exception);

    private sealed record Entry(TObserver Observer, DateTime LastSeen);
}
