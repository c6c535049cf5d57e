namespace LeadCall.Demo.Fleet;

/// <summary>Turns the clinics' local times of the demo day into instants, so that a day is the same wherever and whenever it is told again.</summary>
public sealed record DayClock(DateOnly Day, TimeZoneInfo Zone)
{
    private static readonly TimeOnly Closing = new(20, 0);

    /// <summary>The latest day that is over in the clinics: all of its calls lie in the past.</summary>
    public static DateOnly LatestFinishedDay(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var today = DateOnly.FromDateTime(local.DateTime);
        return TimeOnly.FromDateTime(local.DateTime) >= Closing ? today : today.AddDays(-1);
    }

    /// <summary>An instant of the day, or of a day <paramref name="daysBefore"/> days earlier.</summary>
    public DateTimeOffset At(int hour, int minute = 0, int daysBefore = 0) =>
        At(new TimeSpan(hour, minute, 0), daysBefore);

    /// <inheritdoc cref="At(int, int, int)" />
    public DateTimeOffset At(TimeSpan sinceMidnight, int daysBefore = 0)
    {
        var local = Day.AddDays(-daysBefore).ToDateTime(TimeOnly.MinValue).Add(sinceMidnight);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
