namespace LeadCall.Grains.Devices;

/// <summary>How far a phone's clock is off, and what that means for the times it reports (FEATURES B8).</summary>
/// <param name="Skew">Phone minus server; zero when the phone did not say its time.</param>
public readonly record struct PhoneClock(TimeSpan Skew)
{
    /// <summary>Less than this is the way through the network and the seconds every phone is off: the phone is believed.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    public bool IsOff => Skew.Duration() > Tolerance;

    /// <summary>Whole seconds, as stored.</summary>
    public int SkewSeconds => (int)Math.Clamp(Skew.TotalSeconds, int.MinValue, int.MaxValue);

    /// <param name="phoneClock">What the phone's clock showed when it sent the request; null when it did not say.</param>
    public static PhoneClock Measure(DateTimeOffset? phoneClock, DateTimeOffset receivedAt) =>
        new(phoneClock is { } shown ? shown - receivedAt : TimeSpan.Zero);

    /// <summary>When a call really began. Never later than it was received: what a phone reports has happened.</summary>
    public DateTimeOffset Correct(DateTimeOffset reported, DateTimeOffset receivedAt)
    {
        var corrected = IsOff ? reported - Skew : reported;
        return corrected < receivedAt ? corrected : receivedAt;
    }
}
