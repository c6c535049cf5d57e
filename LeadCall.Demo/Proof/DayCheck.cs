using System.Collections.Immutable;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Proof;

/// <summary>
/// Every call of the day against the database: stored once, and attributed to what the phone stood for when it rang. The
/// fleet's own timelines say what that was. Calls beyond the day (the live trickle) are none of its business.
/// </summary>
public static class DayCheck
{
    /// <param name="userIdByEmail">The Zoho users of the organisation.</param>
    public static ImmutableArray<Finding> Of(DemoDay day, IEnumerable<CallFact> calls, IReadOnlyDictionary<string, string> userIdByEmail)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(userIdByEmail);
        var stored = calls.ToLookup(call => (call.InstallId, call.ReportedStartedAt, call.Direction, call.NumberRaw));
        return
        [
            .. from planned in day.Calls
               let phone = day.PhoneOf(planned)
               let found = stored[(phone.InstallId, planned.StartedAt, Word(planned.Type), planned.NumberRaw)].ToArray()
               from finding in found is [var call] ? Differences(planned, phone, call, userIdByEmail) : [NotOnce(planned, phone, found)]
               select finding,
        ];
    }

    /// <summary>A call type as the API and the database spell it.</summary>
    public static string Word(PhoneCallType type) => type switch
    {
        PhoneCallType.Inbound => "inbound",
        PhoneCallType.Missed => "missed",
        PhoneCallType.Outbound => "outbound",
        PhoneCallType.Rejected => "rejected",
        PhoneCallType.Blocked => "blocked",
        PhoneCallType.Voicemail => "voicemail",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of call."),
    };

    private static Finding NotOnce(PlannedCall planned, Phone phone, CallFact[] found)
    {
        var about = $"the call of {phone.Label} at {planned.StartedAt:yyyy-MM-dd HH:mm:ss}Z, {Word(planned.Type)}, {planned.NumberRaw ?? "withheld"}";
        return found.Length == 0
            ? new Finding(FindingKind.Lost, about, null, null, "one row", "none")
            : new Finding(FindingKind.Double, about, null, null, "one row", string.Join(" and ", found.Select(call => call.CallId)));
    }

    private static IEnumerable<Finding> Differences(PlannedCall planned, Phone phone, CallFact call, IReadOnlyDictionary<string, string> userIdByEmail)
    {
        var holder = phone.Holders.At(planned.StartedAt);
        var source = phone.Sources.At(planned.StartedAt);
        var owner = holder?.ZohoEmail is { } email ? userIdByEmail.GetValueOrDefault(email) : null;
        (string Field, string? Expected, string? Found)[] pairs =
        [
            ("device label", phone.Label, call.DeviceLabel),
            ("started_at", planned.StartedAt.ToString("O"), call.StartedAt.ToUniversalTime().ToString("O")),
            ("duration", planned.Duration.ToString(), call.Duration.ToString()),
            ("number_e164", planned.NumberE164, call.NumberE164),
            ("role", phone.Roles.At(planned.StartedAt), call.Role),
            ("holder", holder?.Id.ToString(), call.RepId?.ToString()),
            ("owner", owner, call.OwnerId),
            ("assignment", Written(source), Written(call.Source)),
            ("ineligible_reason", Reason(planned, phone), call.IneligibleReason),
        ];
        return from pair in pairs
               where pair.Expected != pair.Found
               select new Finding(FindingKind.Differs, call.ToString(), null, pair.Field, pair.Expected ?? "nothing", pair.Found ?? "nothing");
    }

    /// <summary>Why a call is not synced (FEATURES D3); null = it is.</summary>
    private static string? Reason(PlannedCall planned, Phone phone) => phone.Part switch
    {
        PhonePart.NeedsSetup => "needs_setup",
        PhonePart.SalesRep => "sales_rep_phone",
        _ => planned.Type switch
        {
            PhoneCallType.Inbound or PhoneCallType.Missed => planned.Story switch
            {
                CallStory.Withheld => "withheld_number",
                CallStory.ShortCode => "short_number",
                _ => null,
            },
            var other => Word(other),
        },
    };

    private static string? Written(Source? source) =>
        source is null ? null : string.Join("; ", source.Rows.Select(row => $"{row.Name}={row.Value}"));
}
