namespace LeadCall.ZohoSimulator.Tests;

/// <summary>A clock that moves only when told to.</summary>
public sealed class HandClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
