namespace LeadCall.Grains.Calls;

/// <summary>
/// What a queue has under way: leases by call, one per number. Late calls leave the last places to live ones. Plain state, no I/O.
/// </summary>
internal sealed class SyncWindow(int places, TimeSpan lease)
{
    private readonly Dictionary<Guid, Entry> underWay = [];
    private readonly HashSet<string> numbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> wanted = new(StringComparer.Ordinal);

    public int Count => underWay.Count;

    public IReadOnlyCollection<Guid> Calls => underWay.Keys;

    /// <summary>When the first lease runs out; null when nothing is under way.</summary>
    public DateTimeOffset? NextExpiry => underWay.Count == 0 ? null : underWay.Values.Min(entry => entry.Until);

    /// <summary>How many more calls of a lane may be started.</summary>
    public int Room(SyncLane lane) => Math.Max(0, places - Count - (lane == SyncLane.Late ? LiveShare.Of(places) : 0));

    public int CountOf(SyncLane lane) => underWay.Values.Count(entry => entry.Lane == lane);

    /// <summary>Whether a call of the number is under way; then the number is remembered as wanted.</summary>
    public bool IsBusy(string number)
    {
        var busy = numbers.Contains(number);
        if (busy)
        {
            wanted.Add(number);
        }

        return busy;
    }

    /// <summary>Takes the call in, unless another call of its number is under way (see <see cref="IsBusy"/>).</summary>
    public bool TryTake(Guid callId, string number, SyncLane lane, DateTimeOffset now)
    {
        if (IsBusy(number))
        {
            return false;
        }

        numbers.Add(number);
        underWay[callId] = new Entry(number, lane, now + lease);
        return true;
    }

    public void Renew(Guid callId, DateTimeOffset now)
    {
        if (underWay.TryGetValue(callId, out var entry))
        {
            underWay[callId] = entry with { Until = now + lease };
        }
    }

    /// <returns>True when another call waits for the number that is free now.</returns>
    public bool Release(Guid callId)
    {
        if (!underWay.Remove(callId, out var entry))
        {
            return false;
        }

        numbers.Remove(entry.Number);
        return wanted.Remove(entry.Number);
    }

    public int Expire(DateTimeOffset now)
    {
        var expired = underWay.Where(entry => entry.Value.Until <= now).Select(entry => entry.Key).ToArray();
        foreach (var callId in expired)
        {
            Release(callId);
        }

        return expired.Length;
    }

    private readonly record struct Entry(string Number, SyncLane Lane, DateTimeOffset Until);
}
