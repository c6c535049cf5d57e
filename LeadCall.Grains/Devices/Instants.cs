namespace LeadCall.Grains.Devices;

internal static class Instants
{
    /// <summary>In UTC and in PostgreSQL's precision, so that an instant read back equals the one that was written.</summary>
    public static DateTimeOffset ToMicroseconds(this DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
