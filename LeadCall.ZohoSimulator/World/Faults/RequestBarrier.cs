namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>Where on its way a request is held.</summary>
public enum Moment
{
    /// <summary>Checked and allowed, its write not begun.</summary>
    Before,

    /// <summary>Its write committed, nothing answered.</summary>
    After,
}

/// <summary>What a barrier is for.</summary>
public sealed record BarrierSpec
{
    public RequestMatch Match { get; init; } = new();

    public Moment Moment { get; init; }

    /// <summary>How many requests it holds in all, the following pass; absent = every one.</summary>
    public int? Requests { get; init; } = 1;
}

/// <summary>Holds matching requests until they are released one by one or all together.</summary>
public sealed class RequestBarrier
{
    private readonly Lock gate = new();
    private readonly List<HeldRequest> held = [];
    private TaskCompletionSource another = NewSignal();
    private bool open;

    internal RequestBarrier(long id, BarrierSpec spec)
    {
        Id = id;
        Spec = spec;
    }

    public long Id { get; }

    public BarrierSpec Spec { get; }

    /// <summary>All it has ever held, in the order they came.</summary>
    public IReadOnlyList<HeldRequest> Held
    {
        get
        {
            lock (gate)
            {
                return [.. held];
            }
        }
    }

    /// <summary>The first request it holds, as soon as it does.</summary>
    public async Task<HeldRequest> Reached(CancellationToken cancellation = default) => (await Reached(1, cancellation))[0];

    /// <summary>Completes when it has held that many.</summary>
    public async Task<IReadOnlyList<HeldRequest>> Reached(int requests, CancellationToken cancellation = default)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (held.Count >= requests)
                {
                    return [.. held];
                }

                next = another.Task;
            }

            await next.WaitAsync(cancellation);
        }
    }

    /// <summary>Releases all that wait; requests that come later are still held. See <see cref="HeldRequest.Release"/>.</summary>
    public Task Release(Outcome? outcome = null)
    {
        var waiting = Held.Where(request => request.IsWaiting).ToList();
        waiting.ForEach(request => request.Check(outcome ?? Outcome.Normal));
        return Task.WhenAll(waiting.Select(request => request.Release(outcome)));
    }

    /// <summary>Holds nothing any more and releases all that wait.</summary>
    public Task Open(Outcome? outcome = null)
    {
        lock (gate)
        {
            open = true;
        }

        return Release(outcome);
    }

    /// <summary>The request as one that is held here, or null when it may pass.</summary>
    internal HeldRequest? Stop(RequestFacts request, Moment moment)
    {
        lock (gate)
        {
            if (open || moment != Spec.Moment || held.Count >= Spec.Requests || !Spec.Match.Covers(request))
            {
                return null;
            }

            var stopped = new HeldRequest(request, moment);
            held.Add(stopped);
            another.SetResult();
            another = NewSignal();
            return stopped;
        }
    }

    internal void GiveUp()
    {
        lock (gate)
        {
            open = true;
            held.ForEach(request => request.GiveUp());
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
