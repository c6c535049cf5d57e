using System.Globalization;
using System.Text.Json.Nodes;
using LeadCall.Storage.Syncs;
using LeadCall.Storage.Zoho;
using LeadCall.Zoho;

namespace LeadCall.Grains.Calls;

/// <summary>The records LeadCall writes (FEATURES E1, E2, E6; FACTS 3.5): pure, and the same text for the same call every time.</summary>
public static class ZohoRecords
{
    /// <summary>A new caller: placeholder name, number, source and whatever metadata the Lead can take.</summary>
    public static JsonObject Lead(CallWork work, IReadOnlyList<FieldRow> leadFields)
    {
        var lead = new JsonObject
        {
            ["Last_Name"] = work.Settings.PlaceholderLastName,
            ["Phone"] = work.Sync.NumberE164,
        };
        foreach (var (field, value) in LeadFields.From(work.Call.Metadata, leadFields))
        {
            lead[field] = value;
        }

        return WithOwner(lead, work, Description(work, StepName.Lead));
    }

    public static JsonObject Call(CallWork work, SyncTarget target)
    {
        var missed = IsMissed(work);
        var call = new JsonObject
        {
            ["Subject"] = missed ? "Missed inbound call" : "Inbound call",
            ["Call_Type"] = missed ? "Missed" : "Inbound",
            ["Call_Start_Time"] = ZohoFormat.DateTime(work.Call.StartedAt.ToUniversalTime()),
            ["Call_Result"] = missed ? work.Settings.CallResultMissed : work.Settings.CallResultConnected,
        };
        if (!missed)
        {
            // Zoho refuses a zero duration here, and wants none for missed calls (FACTS 3.5).
            call["Call_Duration"] = ZohoFormat.AnsweredDuration(work.Call.Duration);
        }

        return WithOwner(Related(call, target), work, Description(work, StepName.Call));
    }

    public static JsonObject Task(CallWork work, SyncTarget target)
    {
        var task = new JsonObject
        {
            ["Subject"] = $"{work.Settings.TaskSubjectPrefix} {work.Sync.NumberE164}".Trim(),
            ["Status"] = "Not Started",
            ["Due_Date"] = ZohoFormat.Date(DateOnly.FromDateTime(LocalStart(work).DateTime).AddDays(work.Settings.TaskDueOffsetDays)),
        };
        return WithOwner(Related(task, target), work, Description(work, StepName.Task));
    }

    /// <summary>Of the calls that are eligible; rejected ones and voicemail are where the tenant counts them as missed (FEATURES D3).</summary>
    public static bool IsMissed(CallWork work) => work.Call.Direction is "missed" or "rejected" or "voicemail";

    private static JsonObject Related(JsonObject record, SyncTarget target)
    {
        var id = new JsonObject { ["id"] = target.RecordId };
        if (target.Module == ModuleName.Contacts)
        {
            record["Who_Id"] = id;
        }
        else
        {
            record["What_Id"] = id;
            record["$se_module"] = target.Module;
        }

        return record;
    }

    private static JsonObject WithOwner(JsonObject record, CallWork work, string description)
    {
        if (work.Call.OwnerId is { } owner)
        {
            record["Owner"] = new JsonObject { ["id"] = owner };
        }

        record["Description"] = description;
        return record;
    }

    private static string Description(CallWork work, string step)
    {
        var local = LocalStart(work);
        var source = work.Call.Metadata.FirstOrDefault(row => row.Key.Equals("Lead Source", StringComparison.OrdinalIgnoreCase)).Value;
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture,
                $"{(IsMissed(work) ? "Missed inbound call" : "Inbound call")} on {work.Call.DeviceLabel}, {local:yyyy-MM-dd HH:mm:ss} ({work.Settings.TimeZone}, UTC{local:zzz})."),
            string.Create(CultureInfo.InvariantCulture, $"Source: {source ?? "none"}. Duration: {work.Call.Duration.TotalSeconds:0} s."),
            OurRef.Line(work.Sync.CallId, step),
        };
        return string.Join('\n', lines);
    }

    private static DateTimeOffset LocalStart(CallWork work) =>
        TimeZoneInfo.ConvertTime(work.Call.StartedAt, TimeZoneInfo.FindSystemTimeZoneById(work.Settings.TimeZone));
}
