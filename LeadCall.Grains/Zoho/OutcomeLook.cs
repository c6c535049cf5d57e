using System.Collections.Immutable;
using System.Text.Json;
using LeadCall.Grains.Calls;
using LeadCall.Storage.Zoho;
using LeadCall.Zoho.Coql;
using LeadCall.Zoho.Records;

namespace LeadCall.Grains.Zoho;

/// <summary>
/// How a write with an unknown outcome is looked for: by fields that are the same in every send, then by our ref, because those fields can
/// be the same in somebody else's record too (FACTS 9.6). Pure.
/// </summary>
internal static class OutcomeLook
{
    /// <summary>Zoho's clock may differ from ours, and a record cannot be older than its first send.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    /// <summary>Description is a multi-line field: COQL can select neither by it nor find the ref in it; the hits are read back.</summary>
    public static readonly ImmutableArray<string> ReadBackFields = ["id", "Description"];

    public static CoqlQuery Query(UnknownWrite write)
    {
        using var payload = JsonDocument.Parse(write.Payload);
        var record = payload.RootElement;
        var since = CoqlCondition.AtLeast("Created_Time", write.SentAt - Margin);
        return SyncNames.Step(write.Key.Step) switch
        {
            SyncStep.Lead => Select("Leads", CoqlCondition.Equal("Phone", record.GetProperty("Phone").GetString()!), since),
            SyncStep.Call => Select("Calls", CoqlCondition.Equal("Call_Start_Time", record.GetProperty("Call_Start_Time").GetDateTimeOffset()), since),
            SyncStep.Task => Select("Tasks", RelationOrSubject(record), since),
            var other => throw new NotSupportedException($"Step {other} is not looked for: doing it again changes nothing."),
        };
    }

    /// <summary>The id of the record that carries our ref; null when none does.</summary>
    public static string? Find(UnknownWrite write, IEnumerable<ZohoRecord> readBack) =>
        readBack.FirstOrDefault(record => OurRef.IsIn(record.Text("Description"), write.Key.CallId, write.Key.Step))?.Id;

    private static CoqlQuery Select(string module, CoqlCondition one, CoqlCondition other) =>
        CoqlQuery.Select(["id"], module, CoqlCondition.All(one, other)).Ordered("id", descending: true).Take(100);

    /// <summary>
    /// When the record it was written to is converted or merged, a Task moves on to what becomes of it (FACTS 3.5) and keeps its subject,
    /// which holds the number. A subject that may not enter a query leaves the relation alone.
    /// </summary>
    private static CoqlCondition RelationOrSubject(JsonElement record)
    {
        var relation = record.TryGetProperty("Who_Id", out var who)
            ? CoqlCondition.Equal("Who_Id", who.GetProperty("id").GetString()!)
            : CoqlCondition.Equal("What_Id", record.GetProperty("What_Id").GetProperty("id").GetString()!);
        var subject = record.GetProperty("Subject").GetString();
        return CoqlLiteral.IsAllowed(subject) ? CoqlCondition.Any(relation, CoqlCondition.Equal("Subject", subject!)) : relation;
    }
}
