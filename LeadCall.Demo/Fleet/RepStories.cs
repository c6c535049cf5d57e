namespace LeadCall.Demo.Fleet;

/// <summary>What the reps do meanwhile: they call missed callers back, and live their own day; and the phone nobody has set up.</summary>
public sealed class RepStories(DayClock clock, NumberPool numbers, Random random)
{
    private const int Callbacks = 26;
    private static readonly string[] RepPhones = ["rep-tom", "rep-aled", "rep-maya"];
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(2);
    private readonly SlotBook slots = new(clock, random);

    public void Tell(CallLog log, IReadOnlyDictionary<string, FictionNumber> byE164)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(byE164);
        CallBack(log, byE164);
        OwnCalls(log);
        SparePhone(log);
    }

    /// <summary>Missed callers of the day, each called back from a rep's phone within two hours.</summary>
    private void CallBack(CallLog log, IReadOnlyDictionary<string, FictionNumber> byE164)
    {
        var evening = clock.At(17);
        var morning = clock.At(7);
        var missed = log.Of(CallStory.NewCaller)
            .Where(call => call.Type == PhoneCallType.Missed && call.StartedAt > morning && call.StartedAt < evening && call.Phone != "bristol-3")
            .OrderBy(call => call.StartedAt).ThenBy(call => call.NumberE164, StringComparer.Ordinal)
            .Take(Callbacks)
            .ToArray();
        foreach (var (i, call) in missed.Index())
        {
            var phone = RepPhones[i % RepPhones.Length];
            var since = TimeZoneInfo.ConvertTime(call.StartedAt, clock.Zone).TimeOfDay + TimeSpan.FromMinutes(5);
            log.Add(phone, slots.Take(phone, since, since + LongestWait), PhoneCallType.Outbound, byE164[call.NumberE164!], CallStory.RepCallback);
        }
    }

    private void OwnCalls(CallLog log)
    {
        PhoneCallType[] types = [PhoneCallType.Outbound, PhoneCallType.Inbound, PhoneCallType.Missed, PhoneCallType.Outbound];
        for (var i = 0; i < 24; i++)
        {
            var phone = RepPhones[i % RepPhones.Length];
            var at = slots.Take(phone, new TimeSpan(12, 0, 0), new TimeSpan(19, 40, 0));
            log.Add(phone, at, types[i % types.Length], numbers.Take((Town)(i % 3)), CallStory.RepOther);
        }
    }

    private void SparePhone(CallLog log)
    {
        for (var i = 0; i < 6; i++)
        {
            var at = slots.Take("spare", new TimeSpan(10, 0, 0), new TimeSpan(16, 0, 0));
            log.Add("spare", at, i % 2 == 0 ? PhoneCallType.Inbound : PhoneCallType.Missed, numbers.Take(Town.Cardiff), CallStory.NeedsSetup);
        }
    }
}
