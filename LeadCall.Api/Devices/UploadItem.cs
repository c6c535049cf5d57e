using System.Text.Json;
using LeadCall.Api.Problems;
using LeadCall.Grains.Calls;
using LeadCall.Grains.Devices;

namespace LeadCall.Api.Devices;

/// <summary>Reads one call of an upload.</summary>
internal static class UploadItem
{
    private const int LongestNumber = 128;
    private const int LongestRowId = 100;
    private const int LongestDurationSeconds = 7 * 24 * 3600;

    /// <summary>Null when the call was read; otherwise why not.</summary>
    public static UploadResult? Read(int index, JsonElement item, out UploadedCall? call)
    {
        call = null;
        if (item.ValueKind != JsonValueKind.Object)
        {
            return Refused(index, "INVALID_CALL", "A call must be a JSON object.");
        }

        if (!TryText(item, "type", longest: 40, out var type) || type is null)
        {
            return Refused(index, "INVALID_TYPE", "type must be inbound, missed, outbound, rejected, blocked or voicemail.");
        }

        if (CallDirectionNames.Parse(type) is not { } direction)
        {
            // A newer app may know kinds of calls that this server learns later.
            return Refused(index, "UNKNOWN_TYPE", "type is none of inbound, missed, outbound, rejected, blocked and voicemail.", Mark.Keep);
        }

        if (!item.TryGetProperty("startedAt", out var started) || !JsonBody.TryInstant(started, out var startedAt))
        {
            return Refused(index, "INVALID_STARTED_AT", "startedAt must be a time with offset from UTC such as 2026-11-22T10:00:00+05:30, from 1970 to 2099.");
        }

        var seconds = 0;
        if (item.TryGetProperty("durationSeconds", out var duration) && duration.ValueKind != JsonValueKind.Null
            && !(duration.ValueKind == JsonValueKind.Number && duration.TryGetInt32(out seconds) && seconds is >= 0 and <= LongestDurationSeconds))
        {
            return Refused(index, "INVALID_DURATION", "durationSeconds must be a whole number from 0 to 604800.");
        }

        if (!TryText(item, "number", LongestNumber, out var number))
        {
            return Refused(index, "INVALID_NUMBER", "number must be null or a text of at most 128 characters.");
        }

        if (!TryText(item, "id", LongestRowId, out var rowId))
        {
            return Refused(index, "INVALID_ID", "id must be null or a text of at most 100 characters.");
        }

        call = new UploadedCall(index, direction, startedAt, TimeSpan.FromSeconds(seconds), number, rowId);
        return null;
    }

    private static bool TryText(JsonElement item, string property, int longest, out string? text)
    {
        text = null;
        return !item.TryGetProperty(property, out var element) || JsonBody.TryText(element, longest, out text);
    }

    private static UploadResult Refused(int index, string code, string message, Mark mark = Mark.Final) =>
        new(index, UploadOutcome.Refused, mark == Mark.Final, mark, CallId: null, code, message);
}
