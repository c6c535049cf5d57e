namespace LeadCall.Grains.Calls;

/// <summary>How a direction is written in the API and in the column <c>calls.direction</c>.</summary>
public static class CallDirectionNames
{
    public static string Name(this CallDirection direction) => direction switch
    {
        CallDirection.Inbound => "inbound",
        CallDirection.Missed => "missed",
        CallDirection.Outbound => "outbound",
        CallDirection.Rejected => "rejected",
        CallDirection.Blocked => "blocked",
        CallDirection.Voicemail => "voicemail",
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "Not a direction of a call."),
    };

    /// <summary>Null when no direction has this name.</summary>
    public static CallDirection? Parse(string? name) => name switch
    {
        "inbound" => CallDirection.Inbound,
        "missed" => CallDirection.Missed,
        "outbound" => CallDirection.Outbound,
        "rejected" => CallDirection.Rejected,
        "blocked" => CallDirection.Blocked,
        "voicemail" => CallDirection.Voicemail,
        _ => null,
    };
}
