namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>A rule that spoils requests. Of several rules the oldest that strikes decides.</summary>
public sealed record FaultSpec
{
    public RequestMatch Match { get; init; } = new();

    public required Outcome Outcome { get; init; }

    /// <summary>How many requests it strikes before it is spent; absent = no end.</summary>
    public int? Times { get; init; }

    /// <summary>The share of matching requests it strikes, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>The same seed strikes the same ones of a sequence of matching requests, with the same delays.</summary>
    public int Seed { get; init; }
}

/// <summary>A fault rule and what it has done so far.</summary>
/// <param name="Matched">Requests it covered while it was not spent.</param>
/// <param name="Hits">Those of them it struck.</param>
public sealed record FaultState(long Id, FaultSpec Spec, long Matched, long Hits);
