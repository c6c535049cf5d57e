using System.Globalization;
using System.Text.RegularExpressions;
using LeadCall.ZohoSimulator.Crm.Records;

namespace LeadCall.ZohoSimulator.Crm.Rules;

/// <summary>What makes a Call a sound one: type, time and duration fit together (FACTS 3.5).</summary>
internal static partial class CallRules
{
    public static void Check(ItemDraft draft)
    {
        var type = draft.Final("Call_Type");
        var scheduled = draft.Final("Outgoing_Call_Status") == "Scheduled";
        CheckFixed(draft, scheduled);
        CheckTime(draft, scheduled);
        CheckDuration(draft, type, scheduled);
        if (scheduled && draft.Existing is null && !draft.Has("Who_Id") && !draft.Has("What_Id"))
        {
            draft.Errors.Mandatory("Who_Id");
        }
    }

    /// <summary>The type of a call and the owner of a completed one stay as they are.</summary>
    private static void CheckFixed(ItemDraft draft, bool scheduled)
    {
        if (draft.Existing is not { } existing)
        {
            return;
        }

        if (draft.Final("Call_Type") != Values.Text(existing, "Call_Type"))
        {
            draft.Errors.NotAllowed("Call_Type", "Call Type can not be changed.");
        }

        if (!scheduled && draft.OwnerId is not null && draft.OwnerId != existing.OwnerId)
        {
            draft.Errors.NotAllowed("Owner", "The owner of a completed call can not be changed.");
        }
    }

    private static void CheckTime(ItemDraft draft, bool scheduled)
    {
        if (draft.Changes.TryGetValue("Call_Start_Time", out var start) && start is not null)
        {
            var inFuture = Values.ToInstant(draft.Final("Call_Start_Time")!) > draft.Now;
            if (inFuture != scheduled)
            {
                draft.Errors.Invalid("Call_Start_Time");
            }
        }
    }

    private static void CheckDuration(ItemDraft draft, string? type, bool scheduled)
    {
        var text = draft.Final("Call_Duration");
        if (text is null)
        {
            var asked = !scheduled && (type != "Missed" || draft.Organisation.Switches.MissedCallsNeedDuration);
            var refused = draft.Sent.TryGetProperty("Call_Duration", out var sent) && sent.ValueKind is not (System.Text.Json.JsonValueKind.Null or System.Text.Json.JsonValueKind.String);
            if (asked && draft.Existing is null && !refused)
            {
                draft.Errors.Mandatory("Call_Duration");
            }

            return;
        }

        if (Seconds(text, draft.Organisation.Switches.CallDurationInHoursAndMinutes) is not { } seconds)
        {
            draft.Errors.Invalid("Call_Duration");
        }
        else if (seconds == 0 && !scheduled && type is ("Inbound" or "Outbound"))
        {
            draft.Errors.Mismatch("Call_Duration", "Call_Type", "Call Duration can not be zero.");
        }
        else
        {
            draft.Changes["Call_Duration_in_seconds"] = Values.Number(seconds);
        }
    }

    /// <summary><c>mm:ss</c> with minutes unbounded, by switch <c>HH:mm</c>; null when it is neither.</summary>
    public static long? Seconds(string text, bool hoursAndMinutes)
    {
        var match = Duration().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var major = long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var minor = long.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        return hoursAndMinutes ? (major * 3600) + (minor * 60) : (major * 60) + minor;
    }

    [GeneratedRegex("^([0-9]{1,6}):([0-5][0-9])$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Duration();
}
