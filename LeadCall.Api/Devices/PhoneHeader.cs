using System.Text.Json;
using LeadCall.Api.Problems;

namespace LeadCall.Api.Devices;

/// <summary>What every body of a phone may begin with.</summary>
/// <param name="Clock">The phone's clock when it sent the request; null when it does not say.</param>
internal readonly record struct PhoneHeader(DateTimeOffset? Clock, string? AppVersion)
{
    private const int LongestAppVersion = 50;

    /// <summary>Null when the header was read; otherwise why not.</summary>
    public static Problem? Read(JsonElement body, out PhoneHeader header)
    {
        header = default;
        if (body.ValueKind != JsonValueKind.Object)
        {
            return Refusal.InvalidRequest("The body must be a JSON object.");
        }

        DateTimeOffset? clock = null;
        if (body.TryGetProperty("clock", out var said) && said.ValueKind != JsonValueKind.Null)
        {
            if (!JsonBody.TryInstant(said, out var instant))
            {
                return Refusal.InvalidRequest("clock must be null or a time with offset such as 2026-11-22T10:00:00+05:30.");
            }

            clock = instant;
        }

        string? appVersion = null;
        if (body.TryGetProperty("appVersion", out var version) && !JsonBody.TryText(version, LongestAppVersion, out appVersion))
        {
            return Refusal.InvalidRequest($"appVersion must be null or a text of at most {LongestAppVersion} characters.");
        }

        header = new PhoneHeader(clock, appVersion);
        return null;
    }
}
