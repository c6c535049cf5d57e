namespace LeadCall.Grains.Zoho;

/// <summary>How fresh the index of the CRM's numbers is kept (DESIGN 4.5).</summary>
public sealed class CrmIndexOptions
{
    /// <summary>
    /// A catch-up reads again what changed this long before the last change it saw, for records that Zoho shows late. 10 s to 1 h, default
    /// 2 min; longer costs requests while much is written.
    /// </summary>
    public TimeSpan Overlap { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Pause from the begin of a catch-up to the next, per request the last one took. 0 to 10 s, default 250 ms. The first after a quiet time waits for nothing.</summary>
    public TimeSpan PausePerRequest { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The longest such pause. 0 to 10 s, default 1.5 s: a live call's first request leaves within two seconds of its upload, also while much
    /// is written (DESIGN 11).
    /// </summary>
    public TimeSpan MostPause { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>A call of the late lane is content with a catch-up this old. 0 to 10 min, default 30 s.</summary>
    public TimeSpan LateFreshness { get; set; } = TimeSpan.FromSeconds(30);
}
