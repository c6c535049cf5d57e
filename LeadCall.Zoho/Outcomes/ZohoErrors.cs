namespace LeadCall.Zoho.Outcomes;

/// <summary>The one place where a status and a code of Zoho become a decision (FACTS 1.7, 3.3, 5.4, 6).</summary>
public static class ZohoErrors
{
    /// <summary>
    /// Pure. <paramref name="code"/> is an item's own code where an item is judged, with the status of the whole request.
    /// </summary>
    public static ZohoErrorKind Classify(int httpStatus, string? code) => (httpStatus, code) switch
    {
        (429, _) => ZohoErrorKind.RateLimited,
        (_, "TOO_MANY_REQUESTS" or "RATE_LIMIT_EXCEEDED") => ZohoErrorKind.RateLimited,
        ( >= 500, _) => ZohoErrorKind.Temporary,

        (401, "OAUTH_SCOPE_MISMATCH") => ZohoErrorKind.ScopeMissing,
        (401, "INVALID_TOKEN" or "INVALID_OAUTHTOKEN" or "AUTHENTICATION_FAILURE" or "AUTHENTICATION_FAILED")
            => ZohoErrorKind.TokenInvalid,

        (_, "NO_PERMISSION" or "PERMISSION_DENIED" or "AUTHORIZATION_FAILED") => ZohoErrorKind.PermissionDenied,
        (403, "NOT_SUPPORTED" or "FEATURE_NOT_SUPPORTED") => ZohoErrorKind.PermissionDenied,
        (_, "OAUTH_SCOPE_MISMATCH") => ZohoErrorKind.ScopeMissing,
        (_, "INVALID_MODULE") => ZohoErrorKind.ModuleUnavailable,
        (401 or 403, _) => ZohoErrorKind.ConnectionInDoubt,

        (_, "DUPLICATE_DATA") => ZohoErrorKind.Duplicate,
        (_, "RECORD_LOCKED" or "NOT_APPROVED" or "NOT_REVIEWED" or "RECORD_IN_BLUEPRINT" or "CONVERTED_RECORD"
            or "ID_ALREADY_CONVERTED") => ZohoErrorKind.RecordStateForbids,
        (_, "DEPENDENT_SERVICE_ERROR") => ZohoErrorKind.Temporary,
        (408, _) => ZohoErrorKind.Temporary,
        ( >= 400, _) => ZohoErrorKind.PermanentRefusal,

        // An item refused inside a 2xx (FACTS 3.2). Without a code it is no refusal of Zoho's but an answer we cannot read.
        ( >= 200 and < 300, not null) => ZohoErrorKind.PermanentRefusal,
        _ => ZohoErrorKind.Temporary,
    };

    /// <summary>
    /// True for a code that speaks of the whole request even where it stands in <c>data</c> with a single entry
    /// (FACTS 3.2, 3.3): nothing was written, however many records were sent.
    /// </summary>
    internal static bool ConcernsWholeRequest(string code) => code is "INVALID_MODULE" or "INVALID_REQUEST_METHOD"
        or "INVALID_REQUEST" or "LIMIT_EXCEEDED" or "AUTHORIZATION_FAILED" or "NO_PERMISSION" or "NOT_SUPPORTED"
        or "API_NOT_SUPPORTED" or "OAUTH_SCOPE_MISMATCH";

    /// <summary>True for an item's code that does not say whether the item was written (FACTS 6, "a write may have happened").</summary>
    internal static bool LeavesItemUnknown(string code) => code is "INTERNAL_ERROR" or "INTERNAL_SERVER_ERROR" or "SERVICE_UNAVAILABLE";
}
