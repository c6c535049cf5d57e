namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>One rule with its counters and its dice. Used by one thread at a time.</summary>
internal sealed class FaultRule(long id, FaultSpec spec)
{
    private readonly Random random = new(spec.Seed);
    private long matched;
    private long hits;

    public long Id { get; } = id;

    public FaultState State => new(Id, spec, matched, hits);

    /// <summary>What becomes of the request, or null when the rule leaves it alone.</summary>
    public Outcome? Strike(RequestFacts request)
    {
        if (hits >= spec.Times || !spec.Match.Covers(request))
        {
            return null;
        }

        matched++;

        // Drawn for every match, so that which request is struck does not depend on the lengths drawn before it.
        var drawn = spec.Outcome.Drawn(new Random(random.Next()));
        if (random.NextDouble() >= spec.Probability)
        {
            return null;
        }

        hits++;
        return drawn;
    }
}
