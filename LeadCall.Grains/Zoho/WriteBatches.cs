using LeadCall.Grains.Calls;

namespace LeadCall.Grains.Zoho;

/// <summary>
/// Writes that wait for a slot, by what may share a request: organisation, module, lane, workflows. What waits goes together; a lone
/// write goes at once. Plain state, no I/O.
/// </summary>
internal sealed class WriteBatches(int batchSize, TimeSpan linger)
{
    private readonly Dictionary<BatchKey, Queue<(PlannedWrite Write, DateTimeOffset Since)>> waiting = [];
    private readonly HashSet<(Guid, SyncStep)> known = [];

    public int Count => known.Count;

    /// <summary>A write that waits already is not taken twice.</summary>
    public void Add(PlannedWrite write, DateTimeOffset now)
    {
        if (!known.Add((write.CallId, write.Step)))
        {
            return;
        }

        var key = new BatchKey(write.ZohoOrg, write.Step, write.Lane, write.RunWorkflows);
        if (!waiting.TryGetValue(key, out var queue))
        {
            waiting[key] = queue = new();
        }

        queue.Enqueue((write, now));
    }

    /// <summary>The next batch of a lane that is ready: the one that waited longest. Null when none is.</summary>
    public IReadOnlyList<PlannedWrite>? Take(SyncLane lane, DateTimeOffset now)
    {
        var ready = waiting.Where(group => group.Key.Lane == lane && ReadyAt(group.Value) <= now)
            .OrderBy(group => group.Value.Peek().Since)
            .Select(group => group.Value)
            .FirstOrDefault();
        if (ready is null)
        {
            return null;
        }

        var batch = new List<PlannedWrite>(batchSize);
        while (batch.Count < batchSize && ready.TryDequeue(out var entry))
        {
            known.Remove((entry.Write.CallId, entry.Write.Step));
            batch.Add(entry.Write);
        }

        foreach (var empty in waiting.Where(group => group.Value.Count == 0).Select(group => group.Key).ToArray())
        {
            waiting.Remove(empty);
        }

        return batch;
    }

    /// <summary>Everything that waits; nothing does afterwards.</summary>
    public IReadOnlyList<PlannedWrite> TakeAll()
    {
        var all = waiting.Values.SelectMany(queue => queue.Select(entry => entry.Write)).ToArray();
        waiting.Clear();
        known.Clear();
        return all;
    }

    /// <summary>When the next batch of a lane will be ready if nothing more comes; null when nothing waits.</summary>
    public DateTimeOffset? NextReadyAt(SyncLane lane) =>
        waiting.Where(group => group.Key.Lane == lane).Min(group => (DateTimeOffset?)ReadyAt(group.Value));

    private DateTimeOffset ReadyAt(Queue<(PlannedWrite Write, DateTimeOffset Since)> queue) =>
        queue.Count >= batchSize || queue.Any(entry => !entry.Write.Crowded) ? DateTimeOffset.MinValue : queue.Peek().Since + linger;

    private sealed record BatchKey(string ZohoOrg, SyncStep Step, SyncLane Lane, bool RunWorkflows);
}
