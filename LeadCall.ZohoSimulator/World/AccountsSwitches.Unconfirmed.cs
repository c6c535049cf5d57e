using System.ComponentModel.DataAnnotations;

namespace LeadCall.ZohoSimulator.World;

/// <summary>Where documents on the accounts servers disagree or are silent (FACTS 1.4–1.7).</summary>
public sealed partial record AccountsSwitches
{
    /// <summary>Refresh tokens minted per user and client within ten minutes (FACTS 1.5).</summary>
    [Range(0, int.MaxValue)]
    public int RefreshTokensPerTenMinutes { get; init; } = 10;

    /// <summary>The same within a minute, 5 by other products' pages; absent = no such limit (FACTS 1.5, conflict).</summary>
    [Range(0, int.MaxValue)]
    public int? RefreshTokensPerMinute { get; init; }

    /// <summary>Token answers carry <c>scope</c> (FACTS 1.4: some do).</summary>
    public bool AnswersNameScopes { get; init; } = true;

    /// <summary>The <c>error</c> of throttling (FACTS 1.6).</summary>
    [AllowedValues("Access Denied", "access_denied")]
    public string ThrottleError { get; init; } = "Access Denied";

    /// <summary>A refresh inside the throttled window counts too, so that the window grows longer (FACTS 1.6, unconfirmed).</summary>
    public bool RetriesProlongThrottle { get; init; }

    /// <summary>What a refresh answers for a user who is no longer active: <c>token</c> or <c>invalid_code</c> (FACTS 1.5, 10, unconfirmed).</summary>
    [AllowedValues("token", "invalid_code")]
    public string InactiveUserRefresh { get; init; } = "token";

    /// <summary>The 401 code of an unknown or expired access token; all three were seen (FACTS 1.7, 6).</summary>
    [AllowedValues("INVALID_TOKEN", "AUTHENTICATION_FAILURE", "INVALID_OAUTHTOKEN")]
    public string BadTokenCode { get; init; } = "INVALID_TOKEN";

    /// <summary>The 401 code of a missing or unreadable header (FACTS 1.7, 6).</summary>
    [AllowedValues("AUTHENTICATION_FAILURE", "AUTHENTICATION_FAILED")]
    public string MissingTokenCode { get; init; } = "AUTHENTICATION_FAILURE";

    /// <summary>Take <c>Bearer</c> in the header of a call too, as one page says in passing (FACTS 1.7).</summary>
    public bool TakesBearer { get; init; }
}
