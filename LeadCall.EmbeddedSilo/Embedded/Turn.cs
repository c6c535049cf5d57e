namespace Orleans.Embedded;

/// <summary>A piece of work that an activation admits, runs and finishes: a request or a timer tick.</summary>
internal abstract class Turn
{
    /// <summary>The activation it waits at or runs in.</summary>
    public Activation? Handler { get; set; }

    public abstract bool Interleaves { get; }

    /// <summary>Whether it counts as use of the activation, against idle collection.</summary>
    public abstract bool KeepsAlive { get; }

    /// <summary>Nobody waits for it any more: not started if it has not begun.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Runs on the activation's scheduler.</summary>
    public void Run()
    {
        if (IsAbandoned)
        {
            Handler!.Release(this);
            return;
        }

        Task task;
        try
        {
            task = Invoke(Handler!) ?? Task.FromException(new InvalidOperationException($"{this} returned null instead of a Task."));
        }
        catch (Exception exception)
        {
            task = Task.FromException(exception);
        }

        if (task.IsCompleted)
        {
            End(task);
        }
        else
        {
            task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => End(task));
        }
    }

    /// <summary>Its activation ended before it began.</summary>
    public abstract void Handover(EmbeddedSilo silo);

    public abstract void Fail(Exception exception);

    protected abstract Task Invoke(Activation activation);

    /// <summary>Tells the caller, after the activation has been released.</summary>
    protected abstract void Answer(Task task);

    private void End(Task task)
    {
        Handler!.BeforeRelease(this, task);
        Handler.Release(this);
        Answer(task);
    }
}
