using System.Text.Json;

namespace LeadCall.ZohoSimulator.Crm.Records;

/// <summary>Which record an upsert means: by the fields asked, else the module's own field, then unique ones (FACTS 9.3).</summary>
internal static class UpsertMatch
{
    public static (CrmRecord? Record, string? Field) Find(CrmCall call, JsonElement item, IReadOnlyList<string> asked)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return (null, null);
        }

        var schema = call.Module;
        var unique = schema.Fields.Where(field => field.Unique).Select(field => field.ApiName);
        var known = schema.Kind.DuplicateCheckField is { } system ? unique.Prepend(system) : unique;
        var fields = asked.Count == 0 ? known : known.Intersect(asked);
        foreach (var field in fields)
        {
            if (item.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
            {
                var match = call.Organisation.Table(schema.ApiName).Snapshot().FirstOrDefault(
                    record => !record.Converted && string.Equals(Values.Text(record, field), text, StringComparison.OrdinalIgnoreCase));
                if (match is not null)
                {
                    return (match, field);
                }
            }
        }

        return (null, null);
    }
}
