namespace LeadCall.ZohoSimulator.Crm.Limits;

/// <summary>Which limit turned a call away.</summary>
internal enum LimitHit
{
    None,
    Credits,
    Concurrency,
    ComplexConcurrency,
}

/// <summary>
/// What one organisation uses: credits for all apps together, calls in flight per app (FACTS 5.1, 5.3). Kept in memory: a
/// restart of the simulator begins with a full budget.
/// </summary>
internal sealed class UsageMeter
{
    private readonly Lock gate = new();
    private readonly CreditWindow window = new();
    private readonly Dictionary<string, (int All, int Complex)> flying = new(StringComparer.Ordinal);
    private readonly Dictionary<LimitHit, long> refused = [];
    private (int All, int Complex) most;
    private (int All, int Complex) occupied;

    /// <summary>Lets the call in and books its price, or says which limit is in the way.</summary>
    public LimitHit Enter(string app, Price price, EditionLimits limits, DateTimeOffset now)
    {
        lock (gate)
        {
            var mine = flying.GetValueOrDefault(app);
            var hit = mine.All + occupied.All >= limits.Concurrent ? LimitHit.Concurrency
                : price.Complex && mine.Complex + occupied.Complex >= limits.ConcurrentComplex ? LimitHit.ComplexConcurrency
                : window.Used(now) + price.Credits > limits.CreditsWithAddOns ? LimitHit.Credits
                : LimitHit.None;
            if (hit != LimitHit.None)
            {
                refused[hit] = refused.GetValueOrDefault(hit) + 1;
                return hit;
            }

            window.Spend(price.Credits, now);
            flying[app] = (mine.All + 1, mine.Complex + (price.Complex ? 1 : 0));
            most = (Math.Max(most.All, flying.Values.Sum(each => each.All)), Math.Max(most.Complex, flying.Values.Sum(each => each.Complex)));
            return LimitHit.None;
        }
    }

    /// <summary>The call has been answered; <paramref name="refund"/> gives its price back.</summary>
    public void Leave(string app, Price price, bool refund, DateTimeOffset now)
    {
        lock (gate)
        {
            var mine = flying[app];
            flying[app] = (mine.All - 1, mine.Complex - (price.Complex ? 1 : 0));
            if (refund)
            {
                window.Spend(-price.Credits, now);
            }
        }
    }

    public long Used(DateTimeOffset now)
    {
        lock (gate)
        {
            return window.Used(now);
        }
    }

    public Usage Read(string edition, EditionLimits limits, DateTimeOffset now)
    {
        lock (gate)
        {
            var used = window.Used(now);
            return new Usage
            {
                Edition = edition,
                Credits = limits.CreditsWithAddOns,
                Used = used,
                Left = Math.Max(0, limits.CreditsWithAddOns - used),
                ConcurrentLimit = limits.Concurrent,
                InFlight = flying.Values.Sum(each => each.All),
                MostInFlight = most.All,
                ComplexLimit = limits.ConcurrentComplex,
                ComplexInFlight = flying.Values.Sum(each => each.Complex),
                MostComplexInFlight = most.Complex,
                Occupied = occupied.All,
                ComplexOccupied = occupied.Complex,
                RefusedForCredits = refused.GetValueOrDefault(LimitHit.Credits),
                RefusedForConcurrency = refused.GetValueOrDefault(LimitHit.Concurrency),
                RefusedForComplexConcurrency = refused.GetValueOrDefault(LimitHit.ComplexConcurrency),
            };
        }
    }

    /// <summary>As if somebody else had just used up all but this many credits.</summary>
    public void LeaveOver(long credits, EditionLimits limits, DateTimeOffset now)
    {
        lock (gate)
        {
            if (limits.CreditsWithAddOns - window.Used(now) < credits)
            {
                window.Clear();
            }

            window.Spend(limits.CreditsWithAddOns - window.Used(now) - credits, now);
        }
    }

    /// <summary>As if further calls of every app were in flight.</summary>
    public void Occupy(int? all, int? complex)
    {
        lock (gate)
        {
            occupied = (all ?? occupied.All, complex ?? occupied.Complex);
        }
    }

    /// <summary>Nothing used, nothing occupied, nothing refused; calls in flight stay.</summary>
    public void Refill()
    {
        lock (gate)
        {
            window.Clear();
            refused.Clear();
            occupied = default;
            most = (flying.Values.Sum(each => each.All), flying.Values.Sum(each => each.Complex));
        }
    }
}
