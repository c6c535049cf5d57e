using LeadCall.Api.Problems;
using LeadCall.Storage.Devices;

namespace LeadCall.Api.Devices;

/// <param name="Code">As shown to the person; case, spaces and dashes do not count.</param>
/// <param name="InstallId">The handset's own id, the same after a reinstallation: it enrols as the same device.</param>
/// <param name="Label">Nickname of a new device; by default the one the code was made for.</param>
internal sealed record EnrollRequest(string? Code, string? InstallId, string? Label, string? AppVersion);

/// <param name="Token">Shown once; the phone keeps it.</param>
internal sealed record EnrollAnswer(Guid DeviceId, string Token, string Label);

internal static class EnrollEndpoint
{
    private const int LongestInstallId = 100;
    private const int LongestLabel = 100;
    private const int LongestCode = 40;

    public static async Task<IResult> HandleAsync(HttpContext http, EnrollmentStore enrollments, TimeProvider time)
    {
        var (request, refused) = await JsonBody.ReadAsync(http.Request, ApiJson.Default.EnrollRequest);
        if (request is null)
        {
            return refused!;
        }

        if (!JsonBody.IsStorable(request.Code, LongestCode))
        {
            return Refusal.InvalidRequest("code must be the text of the enrolment code.");
        }

        if (!JsonBody.IsStorable(request.InstallId, LongestInstallId) || string.IsNullOrWhiteSpace(request.InstallId))
        {
            return Refusal.InvalidRequest($"installId must be a text of 1 to {LongestInstallId} characters.");
        }

        if (request.Label is not null && (!JsonBody.IsStorable(request.Label, LongestLabel) || string.IsNullOrWhiteSpace(request.Label)))
        {
            return Refusal.InvalidRequest($"label must be null or a text of 1 to {LongestLabel} characters.");
        }

        if (EnrollmentCode.HashOf(request.Code) is not { } codeHash)
        {
            return Refusal.EnrollmentCodeUnknown;
        }

        var token = DeviceToken.New();
        var enrollment = await enrollments.EnrollAsync(
            codeHash, request.InstallId, request.Label, Guid.CreateVersion7(time.GetUtcNow()), DeviceToken.HashOf(token), http.RequestAborted);
        return enrollment.Outcome switch
        {
            EnrollmentOutcome.Enrolled => Results.Json(
                new EnrollAnswer(enrollment.DeviceId, token, enrollment.Label), ApiJson.Default.EnrollAnswer, statusCode: StatusCodes.Status201Created),
            EnrollmentOutcome.UsedCode => Refusal.EnrollmentCodeUsed,
            EnrollmentOutcome.ExpiredCode => Refusal.EnrollmentCodeExpired,
            EnrollmentOutcome.DeactivatedDevice => Refusal.DeviceDeactivated,
            _ => Refusal.EnrollmentCodeUnknown,
        };
    }
}
