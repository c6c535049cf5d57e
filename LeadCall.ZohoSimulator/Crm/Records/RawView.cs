using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Records;

/// <summary>A record for tests and the page: fields that hold something, lookups as ids, times in UTC.</summary>
internal static class RawView
{
    public static JsonObject Of(Organisation organisation, CrmRecord record)
    {
        var body = new JsonObject { ["id"] = record.Id };
        foreach (var field in organisation.Schema(record.Module).Fields)
        {
            if (Values.Of(record, field.ApiName) is { } value)
            {
                body[field.ApiName] = JsonNode.Parse(value.GetRawText());
            }
        }

        if (record.SeModule is not null)
        {
            body["$se_module"] = record.SeModule;
        }

        body["$made_through_api"] = record.ThroughApi;
        return body;
    }
}
