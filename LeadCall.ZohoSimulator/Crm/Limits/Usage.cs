namespace LeadCall.ZohoSimulator.Crm.Limits;

/// <summary>An organisation's limits and how much of them is used, over all its apps.</summary>
public sealed record Usage
{
    public required string Edition { get; init; }

    /// <summary>Credits in any 24 hours, add-ons included.</summary>
    public required long Credits { get; init; }

    /// <summary>Of them used in the last 24 hours.</summary>
    public required long Used { get; init; }

    public required long Left { get; init; }

    /// <summary>Calls one app may have in flight.</summary>
    public required int ConcurrentLimit { get; init; }

    public required int InFlight { get; init; }

    /// <summary>The most in flight at once since the start or the last refill.</summary>
    public required int MostInFlight { get; init; }

    /// <summary>Complex calls one app may have in flight.</summary>
    public required int ComplexLimit { get; init; }

    public required int ComplexInFlight { get; init; }

    public required int MostComplexInFlight { get; init; }

    /// <summary>Places taken by <see cref="UsageChange.Occupied"/>.</summary>
    public required int Occupied { get; init; }

    public required int ComplexOccupied { get; init; }

    /// <summary>Calls answered 429, by the limit they met.</summary>
    public required long RefusedForCredits { get; init; }

    public required long RefusedForConcurrency { get; init; }

    public required long RefusedForComplexConcurrency { get; init; }
}

/// <summary>What to change in an organisation's usage; absent = as it is.</summary>
public sealed record UsageChange
{
    /// <summary>Credits left from now on, as if another integration of the tenant had used the rest this moment: they come back 24 hours later.</summary>
    public long? Left { get; init; }

    /// <summary>Places of every app taken as if by further calls of its own in flight.</summary>
    public int? Occupied { get; init; }

    /// <summary>The same among the complex calls.</summary>
    public int? ComplexOccupied { get; init; }
}
