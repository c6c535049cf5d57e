namespace LeadCall.Api.Tests;

/// <summary>For what the server does after it has answered, where the database is the only place that shows it.</summary>
internal static class Eventually
{
    /// <summary>An upper bound that only a failing test meets; a starved machine needs more than the moment it usually is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task ShouldBeAsync<T>(T expected, Func<Task<T>> read)
    {
        var began = TimeProvider.System.GetTimestamp();
        var seen = await read();
        while (!Equals(seen, expected) && TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(Pause);
            seen = await read();
        }

        seen.ShouldBe(expected);
    }
}
