namespace LeadCall.Demo.Bench.Soak;

/// <summary>The time since the start of the soak.</summary>
internal sealed class SoakClock(DateTimeOffset start, TimeProvider time)
{
    public TimeProvider Time => time;

    public TimeSpan Now => time.GetUtcNow() - start;

    /// <summary>Waits for a moment of the plan; one that has passed is waited for no longer.</summary>
    public Task Until(TimeSpan moment, CancellationToken cancellationToken)
    {
        var left = moment - Now;
        return left > TimeSpan.Zero ? Task.Delay(left, time, cancellationToken) : Task.CompletedTask;
    }
}
