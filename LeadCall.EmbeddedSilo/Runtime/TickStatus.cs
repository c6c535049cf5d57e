namespace Orleans.Runtime;

/// <summary>A registered reminder.</summary>
public interface IGrainReminder
{
    string ReminderName { get; }
}

/// <summary>Which tick of a reminder this is. Times are UTC.</summary>
[GenerateSerializer, Immutable]
public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
{
    // Set by the serialiser of the round trip only: the constructor's names are Orleans' own and do not match all properties.
    [Id(0), System.Text.Json.Serialization.JsonInclude]
    public DateTime FirstTickTime { get; private init; } = firstTickTime;

    [Id(1), System.Text.Json.Serialization.JsonInclude]
    public TimeSpan Period { get; private init; } = period;

    [Id(2), System.Text.Json.Serialization.JsonInclude]
    public DateTime CurrentTickTime { get; private init; } = timeStamp;

    public override string ToString() => $"<{FirstTickTime}, {Period}, {CurrentTickTime}>";
}

/// <summary>A reminder could not be registered or removed.</summary>
public sealed class ReminderException(string message) : OrleansException(message);
