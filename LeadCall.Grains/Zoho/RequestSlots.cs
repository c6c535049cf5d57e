namespace LeadCall.Grains.Zoho;

/// <summary>Requests of one tenant in flight. Reads wait in line and are served before writes. Used within one activation only.</summary>
internal sealed class RequestSlots(int total)
{
    private readonly Queue<TaskCompletionSource> readers = new();
    private int used;

    public bool HasFree => used < total && readers.Count == 0;

    /// <summary>A slot for a write. Ask <see cref="HasFree"/> first.</summary>
    public void Take() => used++;

    /// <summary>A slot for a read, as soon as there is one.</summary>
    public Task WaitAsync()
    {
        if (HasFree)
        {
            used++;
            return Task.CompletedTask;
        }

        var reader = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        readers.Enqueue(reader);
        return reader.Task;
    }

    /// <summary>Gives a slot back; the longest waiting reader gets it.</summary>
    public void Release()
    {
        if (readers.TryDequeue(out var reader))
        {
            reader.SetResult();
        }
        else
        {
            used--;
        }
    }
}
