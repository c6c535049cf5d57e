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
        var switches = draft.Organisation.Switches;
        TakeSeconds(draft);
        var text = draft.Final("Call_Duration");
        if (text is null)
        {
            var asked = !scheduled && (type != "Missed" || switches.MissedCallsNeedDuration);
            var refused = draft.Sent.TryGetProperty("Call_Duration", out var sent) && sent.ValueKind is not (System.Text.Json.JsonValueKind.Null or System.Text.Json.JsonValueKind.String);
            if (asked && draft.Existing is null && !refused)
            {
                draft.Errors.Mandatory("Call_Duration");
            }

            return;
        }

        if (Seconds(text, switches.CallDurationInHoursAndMinutes, switches.CallDurationTakesThreeParts) is not { } seconds)
        {
            draft.Errors.Invalid("Call_Duration");
        }
        else if (seconds == 0 && !scheduled && (type is "Inbound" or "Outbound" || (type == "Missed" && switches.MissedCallsRefuseZero)))
        {
            draft.Errors.Mismatch("Call_Duration", "Call_Type", "Call Duration can not be zero.");
        }
        else
        {
            draft.Changes["Call_Duration_in_seconds"] = Values.Number(seconds);
        }
    }

    /// <summary>By switch the seconds alone are taken for a duration.</summary>
    private static void TakeSeconds(ItemDraft draft)
    {
        if (draft.Organisation.Switches.CallSecondsAreWritable && !draft.Has("Call_Duration")
            && draft.Sent.TryGetProperty("Call_Duration_in_seconds", out var sent) && sent.ValueKind == System.Text.Json.JsonValueKind.Number && sent.TryGetInt64(out var seconds) && seconds >= 0)
        {
            draft.Changes["Call_Duration"] = Values.String(Written(seconds, draft.Organisation.Switches.CallDurationInHoursAndMinutes));
        }
    }

    private static string Written(long seconds, bool hoursAndMinutes) => hoursAndMinutes
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:D2}:{seconds / 60 % 60:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:D2}:{seconds % 60:D2}");

    /// <summary><c>mm:ss</c> with minutes unbounded, by switches <c>HH:mm</c> and <c>HH:mm:ss</c>; null when it is none of them.</summary>
    public static long? Seconds(string text, bool hoursAndMinutes, bool threeParts)
    {
        var match = Duration().Match(text);
        if (!match.Success || (match.Groups[3].Success && !threeParts))
        {
            return null;
        }

        long Part(int group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups[3].Success ? (Part(1) * 3600) + (Part(2) * 60) + Part(3)
            : hoursAndMinutes ? (Part(1) * 3600) + (Part(2) * 60)
            : (Part(1) * 60) + Part(2);
    }

    [GeneratedRegex("^([0-9]{1,6}):([0-5][0-9])(?::([0-5][0-9]))?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Duration();
}
