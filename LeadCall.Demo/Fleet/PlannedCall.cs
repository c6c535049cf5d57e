namespace LeadCall.Demo.Fleet;

/// <summary>One call of the day as the phone's log has it, and what the fleet knows about it.</summary>
/// <param name="Phone">Key of the phone.</param>
/// <param name="NumberRaw">As the phone shows it; null = withheld.</param>
/// <param name="NumberE164">Whose number it is; null when there is none to find.</param>
/// <param name="PhoneRowId">The phone's own row number.</param>
public sealed record PlannedCall(
    string Phone,
    DateTimeOffset StartedAt,
    PhoneCallType Type,
    TimeSpan Duration,
    string? NumberRaw,
    string? NumberE164,
    string PhoneRowId,
    CallStory Story);

/// <summary>A phone's word for what happened (DESIGN 2), as the API spells it.</summary>
public enum PhoneCallType
{
    Inbound,
    Missed,
    Outbound,
    Rejected,
    Blocked,
    Voicemail,
}

/// <summary>Why a call is in the day: every kind that must happen is planned, not hoped for.</summary>
public enum CallStory
{
    /// <summary>Nobody in the CRM has the number.</summary>
    NewCaller,

    /// <summary>The same new caller again, on any phone.</summary>
    RepeatCaller,

    /// <summary>One new caller on three phones within two seconds (FEATURES E8).</summary>
    SameMoment,

    KnownContact,
    KnownLead,
    AmbiguousCaller,

    /// <summary>A new caller of a campaign that says nothing about the CRM's mandatory field: its default is written.</summary>
    WithoutBranch,

    /// <summary>A new caller while the phone's holder is mapped to a Zoho user who left.</summary>
    RefusedForOwner,

    /// <summary>A new caller while the phone's holder is mapped to a Zoho user who may not create Leads.</summary>
    RefusedForRight,

    Withheld,
    ShortCode,

    /// <summary>Outbound, rejected, blocked or voicemail on a campaign phone.</summary>
    OtherType,

    /// <summary>A rep calls a missed caller back.</summary>
    RepCallback,

    /// <summary>Any other call of a rep's phone.</summary>
    RepOther,

    /// <summary>On the phone that nobody has set up.</summary>
    NeedsSetup,
}
