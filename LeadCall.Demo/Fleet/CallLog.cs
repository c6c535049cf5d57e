using System.Collections.Immutable;
using System.Globalization;

namespace LeadCall.Demo.Fleet;

/// <summary>Collects the day's calls; row numbers are given at the end, in the order each phone lived through them.</summary>
public sealed class CallLog(Random random)
{
    private readonly List<PlannedCall> calls = [];

    public IEnumerable<PlannedCall> Of(CallStory story) => calls.Where(call => call.Story == story);

    /// <summary>A call with somebody's number, in whichever of two forms this phone shows it.</summary>
    public void Add(string phone, DateTimeOffset startedAt, PhoneCallType type, FictionNumber number, CallStory story, TimeSpan? duration = null)
    {
        ArgumentNullException.ThrowIfNull(number);
        var raw = random.Next(3) == 0 ? number.National : number.E164;
        AddRaw(phone, startedAt, type, raw, number.E164, story, duration);
    }

    /// <summary>A call whose number is no number: withheld, or a code.</summary>
    public void AddRaw(
        string phone, DateTimeOffset startedAt, PhoneCallType type, string? raw, string? e164, CallStory story, TimeSpan? duration = null) =>
        calls.Add(new PlannedCall(phone, startedAt, type, duration ?? Duration(type), raw, e164, PhoneRowId: "", story));

    /// <summary>All calls, phone by phone in the order of their start.</summary>
    public ImmutableArray<PlannedCall> Close() =>
    [
        .. from call in calls
           group call by call.Phone into log
           orderby log.Key
           from row in log.OrderBy(call => call.StartedAt).Select((call, i) => call with { PhoneRowId = (i + 1).ToString(CultureInfo.InvariantCulture) })
           select row,
    ];

    private TimeSpan Duration(PhoneCallType type) => type switch
    {
        PhoneCallType.Inbound => TimeSpan.FromSeconds(15 + random.Next(466)),
        PhoneCallType.Outbound => TimeSpan.FromSeconds(random.Next(3) == 0 ? 0 : 20 + random.Next(400)),
        PhoneCallType.Voicemail => TimeSpan.FromSeconds(5 + random.Next(60)),
        _ => TimeSpan.Zero,
    };
}
