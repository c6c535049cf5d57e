using System.ComponentModel.DataAnnotations;

namespace LeadCall.ZohoSimulator.World;

/// <summary>
/// What an organisation's CRM does where the facts are unconfirmed or adjustable. Every default is the one FACTS names;
/// where it names none the stricter answer that a well-behaved client survives is taken.
/// </summary>
public sealed partial record CrmSwitches
{
    /// <summary>How long a new or changed record stays invisible to search (FACTS 4.1: a few seconds, no figure published).</summary>
    public double SearchDelaySeconds { get; init; } = 3;

    /// <summary>The same for COQL (FACTS 4.2: not delayed).</summary>
    public double CoqlDelaySeconds { get; init; }

    /// <summary>Refuse fields the module does not have, instead of ignoring them (FACTS 3.4, unconfirmed).</summary>
    public bool RejectUnknownFields { get; init; }

    /// <summary>Refuse unknown values of ordinary picklists, instead of adding them to the tenant's list (FACTS 3.4).</summary>
    public bool RejectUnknownPickListValues { get; init; }

    /// <summary>Read <c>Call_Duration</c> as <c>HH:mm</c> instead of <c>mm:ss</c> (FACTS 3.5, unconfirmed).</summary>
    public bool CallDurationInHoursAndMinutes { get; init; }

    /// <summary>Ask for <c>Call_Duration</c> on Missed calls too (FACTS 3.5, unconfirmed).</summary>
    public bool MissedCallsNeedDuration { get; init; }

    /// <summary>What a <c>What_Id</c> without <c>$se_module</c> answers: <c>MANDATORY_NOT_FOUND</c> or <c>DEPENDENT_FIELD_MISSING</c> (FACTS 12.4, unconfirmed).</summary>
    [AllowedValues("MANDATORY_NOT_FOUND", "DEPENDENT_FIELD_MISSING")]
    public string MissingSeModuleCode { get; init; } = "MANDATORY_NOT_FOUND";

    /// <summary>Take a Lead's id in <c>Who_Id</c> (FACTS 3.5: not supported).</summary>
    public bool WhoIdTakesLeads { get; init; }

    /// <summary>Check tenant-made mandatory fields only when a layout id is sent (FACTS 3.1, unconfirmed).</summary>
    public bool TenantMandatoryOnlyWithLayout { get; init; }

    /// <summary>Ask for <c>Leads.Company</c> without a layout id too (FACTS 3.4, unconfirmed).</summary>
    public bool LeadsNeedCompany { get; init; }

    /// <summary>Report only the first error of an item, instead of all under <c>MULTIPLE_OR_MULTI_ERRORS</c>.</summary>
    public bool FirstErrorOnly { get; init; }

    /// <summary>Refuse date-times that end in <c>Z</c> (FACTS 3.4, unconfirmed). Fractions of seconds are always refused.</summary>
    public bool RejectZuluTimes { get; init; }

    /// <summary>An unknown record id answers 400 <c>INVALID_DATA</c> instead of 204 (FACTS 3.6, unconfirmed).</summary>
    public bool UnknownIdIsInvalidData { get; init; }

    /// <summary><c>phone=</c> compares all digits, instead of looking for the digits asked within the digits stored (FACTS 4.1).</summary>
    public bool PhoneSearchIsStrict { get; init; }

    /// <summary>Hide converted Leads from COQL (FACTS 4.2, unconfirmed).</summary>
    public bool CoqlHidesConvertedLeads { get; init; }

    /// <summary>Rows one COQL answer may hold: 2000, by later texts 200 (FACTS 4.2).</summary>
    public int CoqlMaximumRows { get; init; } = 2000;

    /// <summary>Values of one COQL <c>in</c>: 50, in one line of the manual 100 (FACTS 4.2).</summary>
    public int CoqlMaximumInValues { get; init; } = 50;

    /// <summary>Whose scope a campaign link needs: <c>path</c> (the module named first in the address), <c>leads</c> or <c>campaigns</c> (FACTS 7, unconfirmed).</summary>
    [AllowedValues("path", "leads", "campaigns")]
    public string CampaignLinkScope { get; init; } = "path";

    /// <summary>
    /// What an insert answers whose <c>Owner</c> lacks the right to create in the module: <c>AUTHORIZATION_FAILED</c>, <c>INVALID_DATA</c>
    /// on Owner, or <c>SUCCESS</c>: the record is made all the same (FACTS 10 and 13 #10, unconfirmed). The default is the one item code FACTS 3.3
    /// has for a missing right; <c>INVALID_DATA</c> is what an owner answers who is no user at all.
    /// </summary>
    [AllowedValues("AUTHORIZATION_FAILED", "INVALID_DATA", "SUCCESS")]
    public string OwnerWithoutRightCode { get; init; } = "AUTHORIZATION_FAILED";

    /// <summary>What the token of a user who is no longer active answers (FACTS 10, unconfirmed).</summary>
    public string InactiveUserCode { get; init; } = "AUTHENTICATION_FAILURE";
}

/// <summary>What the accounts servers do (FACTS 1.2–1.6). One set for all data centres.</summary>
public sealed partial record AccountsSwitches
{
    /// <summary>HTTP status of <c>invalid_*</c> answers: 200 (FACTS 1.6) or 400.</summary>
    public int ErrorStatus { get; init; } = 200;

    /// <summary>HTTP status of throttling: 400 (integrators) or 200 (Zoho's Kaizen post 43).</summary>
    public int ThrottleStatus { get; init; } = 400;

    /// <summary>Access tokens alive per refresh token, the next kills the oldest: 15, by another page 10 (FACTS 1.5).</summary>
    public int LiveAccessTokens { get; init; } = 15;

    /// <summary>Access tokens minted from one refresh token within ten minutes (FACTS 1.5).</summary>
    public int MintsPerTenMinutes { get; init; } = 10;

    /// <summary>Refresh tokens per user and client, the next kills the oldest and its access tokens (FACTS 1.5).</summary>
    public int RefreshTokensPerUser { get; init; } = 20;

    /// <summary>Codes given per client and user within ten minutes (FACTS 1.3).</summary>
    public int CodesPerTenMinutes { get; init; } = 10;

    public double CodeLifetimeSeconds { get; init; } = 180;

    public double AccessTokenLifetimeSeconds { get; init; } = 3600;

    /// <summary>The next consents are refused with this <c>error</c> (e.g. <c>access_denied</c>, <c>no_org</c>); absent = granted.</summary>
    public string? RefuseConsentWith { get; init; }

    /// <summary>Organisation key whose user consents; absent = the first that knows the client.</summary>
    public string? ConsentingOrganisation { get; init; }

    /// <summary>E-mail of the user who consents; absent = the organisation's first administrator.</summary>
    public string? ConsentingUser { get; init; }
}
