using LeadCall.Grains.Callers.PhoneNumbers;
using LeadCall.Grains.Calls;

namespace LeadCall.Grains.Devices;

/// <summary>
/// Whether a call's own content lets it into the CRM (DESIGN 8; FEATURES D3). What the phone stood for at that time is asked first, by
/// the statement that stores the call.
/// </summary>
public static class CallEligibility
{
    /// <summary>A value of <c>calls.ineligible_reason</c>; null when direction and number are fine.</summary>
    public static string? ReasonAgainst(CallDirection direction, CallerNumberKind number, bool rejectedCountsAsMissed) => direction switch
    {
        CallDirection.Outbound => "outbound",
        CallDirection.Blocked => "blocked",
        CallDirection.Rejected when !rejectedCountsAsMissed => "rejected",
        CallDirection.Voicemail when !rejectedCountsAsMissed => "voicemail",
        _ => ReasonAgainst(number),
    };

    private static string? ReasonAgainst(CallerNumberKind number) => number switch
    {
        CallerNumberKind.Real => null,
        CallerNumberKind.Withheld => "withheld_number",
        CallerNumberKind.ShortCode => "short_number",
        CallerNumberKind.Unparseable => "unparseable_number",
        _ => throw new ArgumentOutOfRangeException(nameof(number), number, "Not a kind of number."),
    };
}
