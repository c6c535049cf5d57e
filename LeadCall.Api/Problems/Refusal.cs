using System.Globalization;

namespace LeadCall.Api.Problems;

/// <summary>Every refusal of the API. The table in docs/api.md says the same.</summary>
internal static class Refusal
{
    private static readonly TimeSpan DatabasePause = TimeSpan.FromSeconds(5);

    public static readonly Problem TokenMissing = new(
        401, "TOKEN_MISSING", "A device token is required.", Mark.Keep, "Send the token from the enrolment as 'Authorization: Bearer <token>'.");

    public static readonly Problem TokenUnknown = new(
        401, "TOKEN_UNKNOWN", "The device token is not known.", Mark.Keep, "Nobody was given this token. Enrol the phone with a new code; it keeps its calls until then.");

    public static readonly Problem TokenRevoked = new(
        401, "TOKEN_REVOKED", "The device token was revoked.", Mark.Keep,
        "The token was ended by a manager or by enrolling this phone again. Enrol it with a new code; it keeps its calls until then.");

    public static readonly Problem DeviceDeactivated = new(
        403, "DEVICE_DEACTIVATED", "The device is deactivated.", Mark.Keep, "An admin has deactivated this device. The phone keeps its calls until it is reactivated.");

    public static readonly Problem EnrollmentCodeUnknown = new(
        403, "ENROLLMENT_CODE_UNKNOWN", "The enrolment code is not known.", Mark.Keep, "Check the code for typing errors, or ask for a new one.");

    public static readonly Problem EnrollmentCodeUsed = new(
        403, "ENROLLMENT_CODE_USED", "The enrolment code was used.", Mark.Keep, "A code works once. Ask for a new one.");

    public static readonly Problem EnrollmentCodeExpired = new(
        403, "ENROLLMENT_CODE_EXPIRED", "The enrolment code has expired.", Mark.Keep, "Ask for a new code and use it within its time.");

    public static readonly Problem NotFound = new(404, "NOT_FOUND", "There is nothing here.", Mark.Keep, "The address is wrong; /openapi/v1.json lists those that exist.");

    public static readonly Problem MethodNotAllowed = new(
        405, "METHOD_NOT_ALLOWED", "The address does not take this method.", Mark.Keep, "The Allow header names the methods it takes.");

    public static readonly Problem BodyTooLarge = new(
        413, "BODY_TOO_LARGE", "The request body is too large.", Mark.Retry,
        string.Create(CultureInfo.InvariantCulture, $"A body has at most {ServerDefaults.MaxBodyBytes} bytes, unpacked. Send fewer calls at once."));

    public static readonly Problem UnsupportedMediaType = new(
        415, "UNSUPPORTED_MEDIA_TYPE", "The body must be JSON.", Mark.Keep, "Send 'Content-Type: application/json'.");

    public static readonly Problem UnsupportedContentEncoding = new(
        415, "UNSUPPORTED_CONTENT_ENCODING", "The body's encoding cannot be read.", Mark.Keep, "Send the body as it is or with 'Content-Encoding: gzip'.");

    public static readonly Problem MalformedBody = new(
        400, "MALFORMED_BODY", "The body cannot be unpacked.", Mark.Keep, "The body is not what its Content-Encoding says.");

    public static readonly Problem Internal = new(
        500, "INTERNAL_ERROR", "The server failed.", Mark.Retry, "This is a defect of the server; it is in its log. Send the same again later.");

    public static readonly Problem DatabaseUnavailable = new(
        503, "DATABASE_UNAVAILABLE", "The database cannot be reached.", Mark.Retry,
        "Nothing is lost: send the same again; calls that were stored are recognised.", DatabasePause);

    public static readonly Problem OutcomeUnknown = new(
        503, "OUTCOME_UNKNOWN", "The server did not finish in time.", Mark.Retry,
        "Whether the calls were stored is not known: send the same again; calls that were stored are recognised.", DatabasePause);

    public static readonly Problem NotReady = new(
        503, "NOT_READY", "The server takes no work at the moment.", Mark.Retry, "It is starting, stopping or has lost its database. Send the same again.", DatabasePause);

    public static Problem BatchTooLarge(int calls, int limit) => new(
        413, "BATCH_TOO_LARGE", "Too many calls at once.", Mark.Retry,
        string.Create(CultureInfo.InvariantCulture, $"The upload has {calls} calls; at most {limit} are taken at once. Send them in smaller batches."));

    public static Problem MalformedJson(string detail) => new(400, "MALFORMED_JSON", "The body is not JSON.", Mark.Keep, detail);

    public static Problem InvalidRequest(string detail) => new(400, "INVALID_REQUEST", "The request has the wrong form.", Mark.Keep, detail);

    public static Problem TooManyRequests(TimeSpan retryAfter) => new(
        429, "TOO_MANY_REQUESTS", "Too many requests.", Mark.Retry, "Wait as long as the Retry-After header says, then send the same again.", retryAfter);

    /// <summary>For answers that the framework gave without a body.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        401 => TokenMissing,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        < 500 => new(status, "REQUEST_REFUSED", "The request was refused.", Mark.Keep, "The server does not take this request."),
        _ => Internal with { Status = status },
    };
}
