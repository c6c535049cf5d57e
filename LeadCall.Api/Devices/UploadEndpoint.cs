using LeadCall.Api.Problems;
using LeadCall.Grains;
using LeadCall.Grains.Devices;

namespace LeadCall.Api.Devices;

/// <summary>Takes uploads: reads once, lets the device's grain store, answers per call after the commit.</summary>
internal static class UploadEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext http, IGrainFactory grains, TimeProvider time)
    {
        // Before the body is read: a slow upload must not look like a slow clock.
        var receivedAt = time.GetUtcNow();
        var (body, refused) = await JsonBody.ReadAsync(http.Request);
        if (body is null)
        {
            return refused!;
        }

        using (body)
        {
            if (UploadBody.Read(body.RootElement, out var upload) is { } problem)
            {
                return problem;
            }

            var caller = DeviceCaller.Of(http);
            var receipt = await grains.GetGrain<IDeviceGrain>(GrainKeys.Device(caller.TenantId, caller.DeviceId))
                .Upload(new UploadBatch(upload!.Calls, upload.Header.Clock, receivedAt, upload.Header.AppVersion));
            return receipt.IsStored
                ? Results.Json(Answer(upload, receipt), ApiJson.Default.UploadAnswer)
                : Refusal.DatabaseUnavailable;
        }
    }

    private static UploadAnswer Answer(UploadBody upload, UploadReceipt receipt)
    {
        var results = new UploadResult[receipt.Results.Length + upload.Refused.Length];
        var known = 0;
        foreach (var refusal in upload.Refused)
        {
            results[refusal.Index] = refusal;
        }

        foreach (var (position, callId, alreadyKnown) in receipt.Results)
        {
            known += alreadyKnown ? 1 : 0;
            var outcome = alreadyKnown ? UploadOutcome.AlreadyKnown : UploadOutcome.Accepted;
            results[position] = new UploadResult(position, outcome, Final: true, Mark.Final, callId, Code: null, Message: null);
        }

        return new UploadAnswer(results, receipt.Results.Length - known, known, upload.Refused.Length);
    }
}
