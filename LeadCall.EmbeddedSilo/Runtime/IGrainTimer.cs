using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A timer of an activation. Disposing it stops it and cancels the token its callback was given.</summary>
public interface IGrainTimer : IDisposable
{
    void Change(TimeSpan dueTime, TimeSpan period);
}

/// <summary>How a timer of an activation behaves.</summary>
[method: SetsRequiredMembers]
public readonly struct GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
{
    /// <summary>Until the first tick. Infinite: not before <see cref="IGrainTimer.Change"/>.</summary>
    public required TimeSpan DueTime { get; init; } = dueTime;

    /// <summary>From the end of a tick to the next. Infinite: only one tick.</summary>
    public required TimeSpan Period { get; init; } = period;

    /// <summary>Whether ticks may run while requests of the activation are awaiting. No by default.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether ticks count as use, which keeps the activation from idle collection. No by default.</summary>
    public bool KeepAlive { get; init; }
}
