using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// Runs the turns of one activation one after the other on the thread pool. Awaits inside a turn come back here, so code of an
/// activation is never on two threads at once.
/// </summary>
internal sealed class ActivationScheduler(Activation owner) : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>Turns in a row before other activations get the thread.</summary>
    private const int Quantum = 64;

    private readonly Queue<object> ready = new();
    private bool scheduled;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs a new piece of work with an empty execution context.</summary>
    public void Enqueue(Action work) => Add(work);

    /// <inheritdoc cref="Enqueue(Action)"/>
    public void Enqueue(Turn turn) => Add(turn);

    void IThreadPoolWorkItem.Execute()
    {
        RuntimeContext.Current = owner;
        try
        {
            for (var turns = 0; turns < Quantum; turns++)
            {
                object? work;
                lock (ready)
                {
                    if (!ready.TryDequeue(out work))
                    {
                        scheduled = false;
                        return;
                    }
                }

                Execute(work);
            }
        }
        finally
        {
            RuntimeContext.Current = null;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void QueueTask(Task task) => Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(RuntimeContext.Current, owner) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (ready)
        {
            return ready.OfType<Task>().ToArray();
        }
    }

    private void Add(object work)
    {
        if (owner.Silo.IsMutated(EmbeddedMutation.TurnsInParallel))
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => ExecuteAlone(work), null);
            return;
        }

        lock (ready)
        {
            ready.Enqueue(work);
            if (scheduled)
            {
                return;
            }

            scheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void ExecuteAlone(object work)
    {
        RuntimeContext.Current = owner;
        Execute(work);
        RuntimeContext.Current = null;
    }

    /// <summary>
    /// A continuation brings its own execution context. New work is wrapped in a task here, on a thread with an empty context, and
    /// not where it was queued, so that nothing of the sender leaks in.
    /// </summary>
    private void Execute(object work)
    {
        if (work is Task continuation)
        {
            TryExecuteTask(continuation);
            return;
        }

        var task = work is Turn turn
            ? new Task(static state => ((Turn)state!).Run(), turn, TaskCreationOptions.DenyChildAttach)
            : new Task((Action)work, TaskCreationOptions.DenyChildAttach);
        task.RunSynchronously(owner.Silo.IsMutated(EmbeddedMutation.RunOnThreadPool) ? Default : this);
    }
}
