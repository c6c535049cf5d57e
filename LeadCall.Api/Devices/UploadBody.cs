using System.Collections.Immutable;
using System.Text.Json;
using LeadCall.Api.Problems;
using LeadCall.Grains.Devices;

namespace LeadCall.Api.Devices;

/// <summary>An upload, read: the calls that have the right form, and a refusal for each that has not (FEATURES D2).</summary>
internal sealed record UploadBody(PhoneHeader Header, ImmutableArray<UploadedCall> Calls, ImmutableArray<UploadResult> Refused)
{
    /// <summary>Most calls in one upload.</summary>
    public const int MaxCalls = 1000;

    /// <summary>Null when the upload was read; otherwise why the whole of it is refused.</summary>
    public static Problem? Read(JsonElement body, out UploadBody? upload)
    {
        upload = null;
        if (PhoneHeader.Read(body, out var header) is { } problem)
        {
            return problem;
        }

        if (!body.TryGetProperty("calls", out var items) || items.ValueKind != JsonValueKind.Array)
        {
            return Refusal.InvalidRequest("calls must be an array of calls.");
        }

        var count = items.GetArrayLength();
        if (count > MaxCalls)
        {
            return Refusal.BatchTooLarge(count, MaxCalls);
        }

        var calls = ImmutableArray.CreateBuilder<UploadedCall>(count);
        var refused = ImmutableArray.CreateBuilder<UploadResult>();
        foreach (var item in items.EnumerateArray())
        {
            var index = calls.Count + refused.Count;
            if (UploadItem.Read(index, item, out var call) is { } refusal)
            {
                refused.Add(refusal);
            }
            else
            {
                calls.Add(call!);
            }
        }

        upload = new UploadBody(header, calls.DrainToImmutable(), refused.DrainToImmutable());
        return null;
    }
}
