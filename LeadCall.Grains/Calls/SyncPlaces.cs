namespace LeadCall.Grains.Calls;

/// <summary>
/// The places for running syncs of one silo, shared by the queues of all tenants (DESIGN 5). Who finds none free stands in line. Places that
/// become free are dealt, a few at a time, to the queue in line that has the fewest; among equals in turn. So a tenant with 100,000 due
/// rows has as many as any other and what nobody else wants, and one whose Zoho is slow cannot gather places by keeping them long, as plain
/// turns would let it. Late work leaves the last places to live work. Whoever frees a place learns which queues it was dealt to and tells
/// them: nobody asks twice.
/// </summary>
/// <remarks>
/// What a queue has is a lease that each of its messages renews; a queue that was lost without <see cref="Leave"/> loses it. Used by many
/// activations at once, hence the lock; it is never held across anything that waits.
/// </remarks>
public sealed class SyncPlaces(int places, TimeSpan lease)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Queue> queues = [];
    private readonly LinkedList<Queue> line = [];
    private readonly int kept = LiveShare.Of(places);

    /// <summary>Late places are dealt so many at a time, because each deal costs its queue a look for due rows.</summary>
    private readonly int atOnce = Math.Clamp((places - LiveShare.Of(places)) / 10, 1, 10);
    private int free = places;

    /// <summary>
    /// Takes places, as many as are free and nobody waits for. For what is missing the queue stands in line from now on, in place of what it
    /// waited for before.
    /// </summary>
    /// <param name="queueId">One activation of a queue; a tenant may have two for a moment.</param>
    /// <param name="running">Syncs that it has under way.</param>
    /// <param name="wish">Syncs that it would start now.</param>
    public PlaceGrant Ask(Guid queueId, Guid tenantId, int running, PlaceWish wish, DateTimeOffset now)
    {
        lock (gate)
        {
            if (!queues.TryGetValue(queueId, out var queue))
            {
                queues[queueId] = queue = new Queue(tenantId);
            }

            // What was dealt since it last asked is its own, as far as it still wants it.
            var dealt = new PlaceWish(Math.Min(queue.Dealt.Live, wish.Live), Math.Min(queue.Dealt.Late, wish.Late));
            Hold(queue, running, dealt, now);
            queue.Wish = new PlaceWish(wish.Live - dealt.Live, wish.Late - dealt.Late);
            StandInLine(queue);
            var told = Deal(queue);
            if (!queue.Wish.IsNothing && Expire(now))
            {
                told.UnionWith(Deal(queue));
            }

            var granted = queue.Dealt;
            Hold(queue, running + granted.Total, default, now);
            return new PlaceGrant(granted.Live, granted.Late, !queue.Wish.IsNothing, told);
        }
    }

    /// <summary>Says how many syncs the queue has under way now; what it has beyond that is free again.</summary>
    /// <returns>Tenants whose queues have places now and must be told.</returns>
    public IReadOnlySet<Guid> Report(Guid queueId, int running, DateTimeOffset now)
    {
        lock (gate)
        {
            if (!queues.TryGetValue(queueId, out var queue))
            {
                return new HashSet<Guid>();
            }

            Hold(queue, running, queue.Dealt, now);
            return Deal(asker: null);
        }
    }

    /// <summary>The queue is gone: all it had is free.</summary>
    /// <inheritdoc cref="Report" path="/returns"/>
    public IReadOnlySet<Guid> Leave(Guid queueId)
    {
        lock (gate)
        {
            if (queues.Remove(queueId, out var queue))
            {
                Forget(queue);
            }

            return Deal(asker: null);
        }
    }

    /// <summary>Deals free places until none is left that the next may have.</summary>
    private HashSet<Guid> Deal(Queue? asker)
    {
        var told = new HashSet<Guid>();

        // Once somebody waits for more late places to become free, nobody overtakes with a smaller wish.
        var lateMayPass = true;
        while (free > 0 && line.Where(queue => lateMayPass || queue.Wish.Live > 0).MinBy(queue => queue.Held) is { } next)
        {
            if (!Serve(next))
            {
                lateMayPass = false;
                continue;
            }

            line.Remove(next);
            StandInLine(next);
            if (next != asker && !next.IsTold)
            {
                next.IsTold = true;
                told.Add(next.TenantId);
            }
        }

        return told;
    }

    private bool Serve(Queue queue)
    {
        var live = Math.Min(Math.Min(queue.Wish.Live, free), atOnce);
        var late = live == 0 ? Math.Min(queue.Wish.Late, atOnce) : 0;
        if (live == 0 && late > free - kept)
        {
            return false;
        }

        free -= live + late;
        queue.Dealt = new PlaceWish(queue.Dealt.Live + live, queue.Dealt.Late + late);
        queue.Wish = new PlaceWish(queue.Wish.Live - live, queue.Wish.Late - late);
        return true;
    }

    private void Hold(Queue queue, int running, PlaceWish dealt, DateTimeOffset now)
    {
        free += queue.Held - running - dealt.Total;
        (queue.Running, queue.Dealt, queue.Until) = (running, dealt, now + lease);
        queue.IsTold = !dealt.IsNothing && queue.IsTold;
    }

    private void StandInLine(Queue queue)
    {
        if (queue.Wish.IsNothing)
        {
            line.Remove(queue);
        }
        else if (!line.Contains(queue))
        {
            line.AddLast(queue);
        }
    }

    private bool Expire(DateTimeOffset now)
    {
        var lost = queues.Where(entry => entry.Value.Until <= now).ToArray();
        foreach (var (queueId, queue) in lost)
        {
            queues.Remove(queueId);
            Forget(queue);
        }

        return lost.Length > 0;
    }

    private void Forget(Queue queue)
    {
        free += queue.Held;
        line.Remove(queue);
    }

    /// <summary>What one activation of a queue has and wants.</summary>
    private sealed class Queue(Guid tenantId)
    {
        public Guid TenantId => tenantId;

        public int Running { get; set; }

        /// <summary>Dealt while it stood in line; it comes for it with its next <see cref="Ask"/>.</summary>
        public PlaceWish Dealt { get; set; }

        public int Held => Running + Dealt.Total;

        public PlaceWish Wish { get; set; }

        public bool IsTold { get; set; }

        public DateTimeOffset Until { get; set; }
    }
}

/// <summary>Places by lane.</summary>
public readonly record struct PlaceWish(int Live, int Late)
{
    public int Total => Live + Late;

    public bool IsNothing => Total == 0;
}

/// <param name="IsInLine">There were fewer than wished: the queue is told when more are dealt to it.</param>
/// <param name="Told">Other tenants whose queues have places now and must be told.</param>
public sealed record PlaceGrant(int Live, int Late, bool IsInLine, IReadOnlySet<Guid> Told);
