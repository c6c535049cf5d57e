namespace Orleans.Embedded;

/// <summary>One observer, held weakly, and the messages it is given one after the other on the thread pool.</summary>
internal sealed class ObserverQueue(EmbeddedSilo silo, IGrainObserver observer)
{
    private readonly WeakReference<IGrainObserver> target = new(observer);
    private readonly Queue<Request> messages = new();
    private bool running;

    /// <summary>False: the object is gone.</summary>
    public bool TryAdd(Request request)
    {
        if (!target.TryGetTarget(out _))
        {
            return false;
        }

        lock (messages)
        {
            messages.Enqueue(request);
            if (running)
            {
                return true;
            }

            running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.Pump(), this, preferLocal: false);
        return true;
    }

    private async Task Pump()
    {
        while (true)
        {
            Request? request;
            lock (messages)
            {
                if (!messages.TryDequeue(out request))
                {
                    running = false;
                    return;
                }
            }

            if (!request.IsAbandoned)
            {
                await Deliver(request);
            }
        }
    }

    private async Task Deliver(Request request)
    {
        if (!target.TryGetTarget(out var alive))
        {
            silo.Observers.Dispatch(request);
            return;
        }

        try
        {
            var task = request.InvokeOn(null, alive);
            alive = null;
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            request.Complete(task);
        }
        catch (Exception exception)
        {
            request.Complete(Task.FromException(exception));
        }
    }
}
