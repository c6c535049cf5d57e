namespace LeadCall.Grains.Calls;

/// <summary>How long LeadCall waits before it believes that a write without an answer did not happen (DESIGN 4, FACTS 9.8).</summary>
public sealed class SyncOptions
{
    /// <summary>
    /// A write without an answer may still be committed for a while: no look before this long after it was sent. 1 s to 1 h, default 120 s.
    /// </summary>
    public TimeSpan Settle { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>Between two looks that found nothing. 1 s to 1 h, default 60 s.</summary>
    public TimeSpan BetweenLooks { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A row that is sent for so long has lost its sender. 5 s to 1 h, default 90 s, and longer than <c>Zoho:WriteTimeout</c>, because no
    /// request outlives that.
    /// </summary>
    public TimeSpan SenderLost { get; set; } = TimeSpan.FromSeconds(90);
}
