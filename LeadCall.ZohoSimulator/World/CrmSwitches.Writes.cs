using System.ComponentModel.DataAnnotations;

namespace LeadCall.ZohoSimulator.World;

/// <summary>Writes: statuses, codes and values (FACTS 3, 9).</summary>
public sealed partial record CrmSwitches
{
    /// <summary>Status when some items of a write failed: 207, in older days 202 or the one of full success (FACTS 3.2).</summary>
    [AllowedValues(207, 200, 202)]
    public int SomeFailedStatus { get; init; } = 207;

    /// <summary>Status when all items failed: 400, in older days 202 (FACTS 3.2).</summary>
    [AllowedValues(400, 202)]
    public int AllFailedStatus { get; init; } = 400;

    /// <summary>The code of a missing mandatory field: <c>MANDATORY_NOT_FOUND</c>, by an older text also <c>INVALID_DATA</c> (FACTS 3.3).</summary>
    [AllowedValues("MANDATORY_NOT_FOUND", "INVALID_DATA")]
    public string MissingMandatoryCode { get; init; } = "MANDATORY_NOT_FOUND";

    /// <summary>A null in an update leaves the field as it is, instead of clearing it (FACTS 3.1, unconfirmed).</summary>
    public bool NullLeavesField { get; init; }

    /// <summary>Take date-times with fractions of seconds (FACTS 3.4 and 13 #13, open).</summary>
    public bool TakesFractions { get; init; }

    /// <summary>Name the values a picklist has when one is refused (FACTS 3.4, unconfirmed).</summary>
    public bool RefusalsNameSupportedValues { get; init; } = true;

    /// <summary>The code of an <c>Owner</c> who is no user, or inactive or unconfirmed; <c>SUCCESS</c> = the token's user becomes the owner (FACTS 10 and 13 #10, unconfirmed).</summary>
    [AllowedValues("INVALID_DATA", "AUTHORIZATION_FAILED", "NOT_ALLOWED", "SUCCESS")]
    public string UnusableOwnerCode { get; init; } = "INVALID_DATA";

    /// <summary>Take <c>HH:mm:ss</c> as <c>Call_Duration</c> too (FACTS 3.5 and 13 #1, unconfirmed).</summary>
    public bool CallDurationTakesThreeParts { get; init; }

    /// <summary>Refuse <c>00:00</c> on Missed calls as on answered ones (FACTS 3.5 and 13 #2, unconfirmed).</summary>
    public bool MissedCallsRefuseZero { get; init; }

    /// <summary>Take <c>Call_Duration_in_seconds</c> where <c>Call_Duration</c> is absent, instead of ignoring it (FACTS 3.5, unconfirmed).</summary>
    public bool CallSecondsAreWritable { get; init; }

    /// <summary>Take the manual's spelling <c>Outbound_Call_Status</c> for <c>Outgoing_Call_Status</c> too, instead of ignoring it (FACTS 3.5, conflict).</summary>
    public bool TakesOutboundCallStatus { get; init; }

    /// <summary>
    /// How far a unique field of Leads is compared: with <c>leads</c> not converted, with <c>converted_leads</c> too, or with the same field of
    /// <c>contacts</c> as well (FACTS 9.4: the tenant's duplicate preference).
    /// </summary>
    [AllowedValues("leads", "converted_leads", "contacts")]
    public string UniqueLeadsReach { get; init; } = "leads";

    /// <summary>Refuse unique custom fields in Calls and Tasks with 400 <c>NOT_ALLOWED</c> (FACTS 9.2 and 13 #3, unconfirmed).</summary>
    public bool ActivitiesRefuseUniqueFields { get; init; }
}
