namespace Orleans.Embedded;

/// <summary>
/// The requests that somebody waits for. Looked through every <see cref="Interval"/>, so a time-out is late by at most that; a timer for
/// each call would cost more than the call.
/// </summary>
internal sealed class PendingRequests : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly EmbeddedSilo silo;
    private readonly Shard[] shards = Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount)).Select(_ => new Shard()).ToArray();
    private readonly ITimer timer;

    public PendingRequests(EmbeddedSilo silo)
    {
        this.silo = silo;
        timer = silo.Time.CreateTimer(static self => ((PendingRequests)self!).Expire(), this, Interval, Interval);
    }

    public void Add(Request request)
    {
        request.Deadline = silo.Time.GetTimestamp() + (long)(request.Timeout.TotalSeconds * silo.Time.TimestampFrequency);
        shards[(uint)Environment.CurrentManagedThreadId % shards.Length].Add(request);
    }

    public void Remove(Request request) => request.Shard?.Remove(request);

    /// <summary>Fails whatever is still waited for.</summary>
    public void FailAll(Func<Request, Exception> reason)
    {
        foreach (var request in shards.SelectMany(shard => shard.Where(_ => true)))
        {
            request.Fail(reason(request));
        }
    }

    public void Dispose() => timer.Dispose();

    private void Expire()
    {
        if (silo.IsMutated(EmbeddedMutation.NeverTimeOut))
        {
            return;
        }

        var now = silo.Time.GetTimestamp();
        foreach (var request in shards.SelectMany(shard => shard.Where(request => request.Deadline <= now)))
        {
            request.TimeOut();
        }
    }

    /// <summary>A doubly linked list through the requests themselves: adding and removing allocate nothing.</summary>
    internal sealed class Shard
    {
        private readonly Lock gate = new();
        private Request? first;

        public void Add(Request request)
        {
            lock (gate)
            {
                request.Shard = this;
                request.Next = first;
                if (first is not null)
                {
                    first.Previous = request;
                }

                first = request;
            }
        }

        public void Remove(Request request)
        {
            lock (gate)
            {
                if (request.Shard is null)
                {
                    return;
                }

                request.Shard = null;
                if (request.Previous is { } previous)
                {
                    previous.Next = request.Next;
                }
                else
                {
                    first = request.Next;
                }

                if (request.Next is { } next)
                {
                    next.Previous = request.Previous;
                }

                request.Previous = request.Next = null;
            }
        }

        public List<Request> Where(Func<Request, bool> predicate)
        {
            List<Request> found = [];
            lock (gate)
            {
                for (var request = first; request is not null; request = request.Next)
                {
                    if (predicate(request))
                    {
                        found.Add(request);
                    }
                }
            }

            return found;
        }
    }
}
