using System.ComponentModel.DataAnnotations;

namespace LeadCall.ZohoSimulator.World;

/// <summary>Search, COQL, rights and metadata (FACTS 1.7, 2, 4, 6, 7).</summary>
public sealed partial record CrmSwitches
{
    /// <summary>Criteria one search may have: 15 by the specification's error, 10 by the manual (FACTS 4.1, conflict).</summary>
    [Range(1, 15)]
    public int SearchMaximumCriteria { get; init; } = 15;

    /// <summary>Columns one COQL query may select: 50, by a newer hint 500 (FACTS 4.2, conflict).</summary>
    [Range(1, 500)]
    public int CoqlMaximumColumns { get; init; } = 50;

    /// <summary>How far COQL pages: 100000 records, by older text 10000 (FACTS 4.2, conflict).</summary>
    [Range(0, 100_000)]
    public int CoqlMaximumOffset { get; init; } = 100_000;

    /// <summary>Lookups one COQL query may go through: 5, by older text 2, by the newest 15 for selected columns (FACTS 4.2, conflict).</summary>
    [Range(0, 15)]
    public int CoqlMaximumJoins { get; init; } = 5;

    /// <summary>How a quote stands inside a COQL text: after a <c>backslash</c>, <c>doubled</c>, or in no way (<c>none</c>; FACTS 4.2 and 13 #11, unconfirmed).</summary>
    [AllowedValues("backslash", "doubled", "none")]
    public string CoqlQuoteEscape { get; init; } = "backslash";

    /// <summary>COQL compares phone fields by their digits, instead of as the text stored (FACTS 4.2 and 13 #11, unconfirmed).</summary>
    public bool CoqlComparesPhonesByDigits { get; init; }

    /// <summary>What <c>GET /users</c> lists without a <c>type</c> (FACTS 7, unconfirmed).</summary>
    [AllowedValues("AllUsers", "ActiveUsers", "ActiveConfirmedUsers")]
    public string DefaultUserType { get; init; } = "AllUsers";

    /// <summary>How the module must be spelled in a scope: <c>any</c> way, <c>lower</c> case as in the manuals, or by its <c>api_name</c> (FACTS 2, unconfirmed).</summary>
    [AllowedValues("any", "lower", "api_name")]
    public string ScopeSpelling { get; init; } = "any";

    /// <summary>The code of a right the user lacks, under 403 (FACTS 6: the second is unconfirmed).</summary>
    [AllowedValues("NO_PERMISSION", "PERMISSION_DENIED")]
    public string NoPermissionCode { get; init; } = "NO_PERMISSION";

    /// <summary>Status of <c>INVALID_REQUEST_METHOD</c>: 400 on most pages, 405 by the list of statuses (FACTS 6, conflict).</summary>
    [AllowedValues(400, 405)]
    public int WrongMethodStatus { get; init; } = 400;

    /// <summary>
    /// The code every call of this organisation is refused with, for one that is unpaid, or whose profile lost the API (FACTS 6, codes
    /// unconfirmed): 401 for codes of authentication, else 403. Absent = none is.
    /// </summary>
    public string? RefuseEverythingWith { get; init; }

    /// <summary>Name the end of the access token in <c>X-ACCESSTOKEN-RESET</c> (FACTS 1.7: may be there).</summary>
    public bool AnswersNameTokenEnd { get; init; }
}
