namespace LeadCall.Grains.Calls;

/// <summary>What a queue has under way: leases by call, one per number. Plain state, no I/O.</summary>
internal sealed class SyncWindow(TimeSpan lease)
{
    private readonly Dictionary<Guid, (string Number, DateTimeOffset Until)> underWay = [];
    private readonly HashSet<string> numbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> wanted = new(StringComparer.Ordinal);

    public int Count => underWay.Count;

    public IReadOnlyCollection<Guid> Calls => underWay.Keys;

    /// <summary>When the first lease runs out; null when nothing is under way.</summary>
    public DateTimeOffset? NextExpiry => underWay.Count == 0 ? null : underWay.Values.Min(entry => entry.Until);

    /// <summary>Takes the call in, unless another call of its number is under way; then the number is remembered as wanted.</summary>
    public bool TryTake(Guid callId, string number, DateTimeOffset now)
    {
        if (!numbers.Add(number))
        {
            wanted.Add(number);
            return false;
        }

        underWay[callId] = (number, now + lease);
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
}
