using System.Security.Cryptography;
using System.Text;
using LeadCall.Grains.Callers.PhoneNumbers;
using LeadCall.Grains.Calls;
using LeadCall.Storage.Calls;
using LeadCall.Storage.Tenants;

namespace LeadCall.Grains.Devices;

/// <summary>What an upload becomes: numbers normalised, times corrected, identities and ids given.</summary>
public static class CallBatches
{
    private const int NumberKeyLength = 16;

    public static CallBatch From(UploadBatch upload, Tenant tenant, Guid deviceId)
    {
        var receivedAt = upload.ReceivedAt.ToMicroseconds();
        var clock = PhoneClock.Measure(upload.PhoneClock, receivedAt);
        return new CallBatch(
            tenant.Id, deviceId, receivedAt, clock.SkewSeconds, [.. upload.Calls.Select(call => From(call, tenant, clock, receivedAt))]);
    }

    private static NewCall From(UploadedCall call, Tenant tenant, PhoneClock clock, DateTimeOffset receivedAt)
    {
        var raw = string.IsNullOrEmpty(call.NumberRaw) ? null : call.NumberRaw;
        var number = CallerNumber.Read(raw, tenant.Settings.DefaultCountry);
        var reported = call.StartedAt.ToMicroseconds();
        return new NewCall(
            Guid.CreateVersion7(receivedAt),
            call.Direction.Name(),
            reported,
            clock.Correct(reported, receivedAt).ToMicroseconds(),
            (int)call.Duration.TotalSeconds,
            raw,
            number.Kind == CallerNumberKind.Real ? number.Number?.E164 : null,
            NumberKey(tenant, raw),
            call.PhoneRowId,
            CallEligibility.ReasonAgainst(call.Direction, number.Kind, tenant.Settings.RejectedCountsAsMissed));
    }

    /// <summary>Stands for the reported number in the call's identity, also after the number was erased (DESIGN 4.2).</summary>
    private static byte[] NumberKey(Tenant tenant, string? raw) =>
        HMACSHA256.HashData(tenant.PhoneHashKey.AsSpan(), Encoding.UTF8.GetBytes(raw ?? ""))[..NumberKeyLength];
}
