namespace LeadCall.Demo.Bench.Soak;

/// <summary>
/// LeadCall's waits during a soak: the same rules as in production on a shorter clock, so that an unknown outcome is resolved many times
/// within one run (DESIGN 4; docs/call-lifecycle.md).
/// </summary>
internal static class SoakTimes
{
    /// <summary>The simulator commits late writes within this time; LeadCall looks for a write no earlier.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromSeconds(12);

    /// <summary>The latest a late write commits: what is left is the way of the request.</summary>
    public static readonly TimeSpan LatestCommit = Settle - TimeSpan.FromSeconds(2);

    public static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(6);

    /// <summary>The settings of the server, as environment variables.</summary>
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["Sync__Settle"] = Settle.ToString("c"),
        ["Sync__BetweenLooks"] = "00:00:03",
        ["Sync__SenderLost"] = "00:00:09",
        ["Sync__Queue__Lease"] = "00:00:30",
        ["Zoho__WriteTimeout"] = WriteTimeout.ToString("c"),
        ["Zoho__ReadTimeout"] = "00:00:05",

        // A breaker that opens for its usual 15 s would keep every fault of that time away from LeadCall.
        ["Zoho__BreakerSamplingDuration"] = "00:00:05",
        ["Zoho__BreakerBreakDuration"] = "00:00:02",
    };
}
