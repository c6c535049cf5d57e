using LeadCall.Grains.Calls;

namespace LeadCall.Grains.Zoho;

/// <summary>
/// Requests of one tenant in flight. The last free slot is kept for live work (DESIGN 8): nothing late takes it, neither write nor read.
/// With one slot in total there is none to keep, and live only goes first. Used within one activation only.
/// </summary>
internal sealed class RequestSlots(int total)
{
    private readonly Queue<TaskCompletionSource> liveReaders = new();
    private readonly Queue<TaskCompletionSource> lateReaders = new();
    private readonly int kept = total > 1 ? 1 : 0;
    private int used;

    public bool HasFree(SyncLane lane) => used < (lane == SyncLane.Live ? total : total - kept);

    /// <summary>A slot for a write. Ask <see cref="HasFree"/> first.</summary>
    public void Take() => used++;

    /// <summary>A slot for a read: at once, or when <see cref="AdmitReaders"/> comes to it.</summary>
    public Task WaitAsync(SyncLane lane)
    {
        if (HasFree(lane) && liveReaders.Count == 0 && (lane == SyncLane.Live || lateReaders.Count == 0))
        {
            used++;
            return Task.CompletedTask;
        }

        var reader = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Readers(lane).Enqueue(reader);
        return reader.Task;
    }

    /// <summary>Gives a slot back. Who waits gets it by <see cref="AdmitReaders"/>, so that a waiting live write goes before a late read.</summary>
    public void Release() => used--;

    /// <summary>Lets the reads of a lane go on that waited longest, as far as there are slots for it.</summary>
    public void AdmitReaders(SyncLane lane)
    {
        while (HasFree(lane) && Readers(lane).TryDequeue(out var reader))
        {
            used++;
            reader.SetResult();
        }
    }

    private Queue<TaskCompletionSource> Readers(SyncLane lane) => lane == SyncLane.Live ? liveReaders : lateReaders;
}
