using LeadCall.Zoho.Outcomes;

namespace LeadCall.Zoho.Tests.Pure;

public sealed class What_a_code_asks_of_us
{
    [Theory]
    [InlineData(401, "INVALID_TOKEN", ZohoErrorKind.TokenInvalid)]
    [InlineData(401, "AUTHENTICATION_FAILURE", ZohoErrorKind.TokenInvalid)]
    [InlineData(401, "AUTHENTICATION_FAILED", ZohoErrorKind.TokenInvalid)]
    [InlineData(401, "INVALID_OAUTHTOKEN", ZohoErrorKind.TokenInvalid)]
    [InlineData(401, "OAUTH_SCOPE_MISMATCH", ZohoErrorKind.ScopeMissing)]
    [InlineData(401, "NO_PERMISSION", ZohoErrorKind.PermissionDenied)]
    [InlineData(401, "ORG_INACTIVE", ZohoErrorKind.ConnectionInDoubt)]
    [InlineData(401, null, ZohoErrorKind.ConnectionInDoubt)]
    [InlineData(403, "NO_PERMISSION", ZohoErrorKind.PermissionDenied)]
    [InlineData(403, "PERMISSION_DENIED", ZohoErrorKind.PermissionDenied)]
    [InlineData(403, "FEATURE_NOT_SUPPORTED", ZohoErrorKind.PermissionDenied)]
    [InlineData(403, "SOMETHING_NEW", ZohoErrorKind.ConnectionInDoubt)]
    [InlineData(400, "AUTHORIZATION_FAILED", ZohoErrorKind.PermissionDenied)]
    [InlineData(400, "INVALID_DATA", ZohoErrorKind.PermanentRefusal)]
    [InlineData(400, "FEATURE_NOT_SUPPORTED", ZohoErrorKind.PermanentRefusal)]
    [InlineData(400, "DUPLICATE_DATA", ZohoErrorKind.Duplicate)]
    [InlineData(400, "CONVERTED_RECORD", ZohoErrorKind.RecordStateForbids)]
    [InlineData(400, "RECORD_LOCKED", ZohoErrorKind.RecordStateForbids)]
    [InlineData(400, "INVALID_MODULE", ZohoErrorKind.ModuleUnavailable)]
    [InlineData(400, "DEPENDENT_MISMATCH", ZohoErrorKind.PermanentRefusal)]
    [InlineData(400, "DEPENDENT_SERVICE_ERROR", ZohoErrorKind.Temporary)]
    [InlineData(400, null, ZohoErrorKind.PermanentRefusal)]
    [InlineData(404, "INVALID_URL_PATTERN", ZohoErrorKind.PermanentRefusal)]
    [InlineData(413, null, ZohoErrorKind.PermanentRefusal)]
    [InlineData(408, null, ZohoErrorKind.Temporary)]
    [InlineData(429, "ANYTHING", ZohoErrorKind.RateLimited)]
    [InlineData(400, "TOO_MANY_REQUESTS", ZohoErrorKind.RateLimited)]
    [InlineData(500, "INTERNAL_ERROR", ZohoErrorKind.Temporary)]
    [InlineData(503, null, ZohoErrorKind.Temporary)]
    [InlineData(207, "INVALID_DATA", ZohoErrorKind.PermanentRefusal)]
    [InlineData(302, null, ZohoErrorKind.Temporary)]
    public void Is_decided_by_status_and_code(int status, string? code, ZohoErrorKind kind) =>
        ZohoErrors.Classify(status, code).ShouldBe(kind);
}
