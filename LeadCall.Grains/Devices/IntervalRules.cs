using LeadCall.Storage.Devices;

namespace LeadCall.Grains.Devices;

/// <summary>What a change does to the latest interval of its kind (FEATURES C1): nothing is ever left uncovered or covered twice.</summary>
public static class IntervalRules
{
    /// <summary>A new value from an instant on.</summary>
    public static IntervalDecision Begin<T>(Interval<T>? latest, T value, DateTimeOffset from, IEqualityComparer<T>? comparer = null) => latest switch
    {
        null => new(IntervalStep.Open),
        { To: { } end } => from >= end ? new(IntervalStep.Open) : BeforeCurrent(end),
        _ when from < latest.From => BeforeCurrent(latest.From),
        _ when (comparer ?? EqualityComparer<T>.Default).Equals(latest.Value, value) => IntervalDecision.AlreadySo,
        _ => new(from == latest.From ? IntervalStep.Replace : IntervalStep.CloseAndOpen),
    };

    /// <summary>Nothing from an instant on.</summary>
    public static IntervalDecision End<T>(Interval<T>? latest, DateTimeOffset from) => latest switch
    {
        null => IntervalDecision.AlreadySo,
        { To: { } end } => from >= end ? IntervalDecision.AlreadySo : BeforeCurrent(end),
        _ when from < latest.From => BeforeCurrent(latest.From),
        _ => new(from == latest.From ? IntervalStep.Remove : IntervalStep.Close),
    };

    private static IntervalDecision BeforeCurrent(DateTimeOffset start) => new(null, Refusals.BeforeCurrent(start));
}

/// <param name="Step">Null when nothing is to be done: it is so already, or it is refused.</param>
/// <param name="Refusal">Null unless refused.</param>
public sealed record IntervalDecision(IntervalStep? Step, ChangeResult? Refusal = null)
{
    public static readonly IntervalDecision AlreadySo = new((IntervalStep?)null);
}
