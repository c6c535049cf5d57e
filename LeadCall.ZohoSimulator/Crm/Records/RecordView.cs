using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Schema;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Records;

/// <summary>A record as one user sees it: own time zone, lookups with names (FACTS 3.4).</summary>
internal sealed class RecordView(Organisation organisation, CrmUser user)
{
    /// <summary>The asked fields, absent values as null; with none asked, all of the module.</summary>
    public JsonObject Show(CrmRecord record, IReadOnlyList<string>? fields = null)
    {
        var schema = organisation.Schema(record.Module);
        var body = new JsonObject { ["id"] = record.Id };
        foreach (var field in fields ?? [.. schema.Fields.Select(field => field.ApiName)])
        {
            if (field != "id" && schema.Find(field) is { } definition)
            {
                body[field] = Show(record, definition);
            }
        }

        if (schema.Kind.IsActivity && record.SeModule is not null && (fields is null || fields.Contains("What_Id") || fields.Contains("$se_module")))
        {
            body["$se_module"] = record.SeModule;
        }

        return body;
    }

    public JsonNode? Show(CrmRecord record, FieldDefinition field)
    {
        if (Values.Of(record, field.ApiName) is not { } value)
        {
            return null;
        }

        return field.DataType switch
        {
            "datetime" => user.Show(Values.ToInstant(value.GetString()!)),
            "ownerlookup" or "userlookup" => ShowUser(value.GetString()!, withEmail: true),
            "lookup" or "multi_module_lookup" => ShowLookup(field.ApiName == "What_Id" && record.SeModule is not null ? [record.SeModule] : field.LookupModules, value.GetString()!),
            _ => JsonNode.Parse(value.GetRawText()),
        };
    }

    public JsonObject ShowUser(string id, bool withEmail = false)
    {
        var shown = organisation.User(id);
        var body = new JsonObject { ["name"] = shown?.Spec.Name, ["id"] = id };
        if (withEmail)
        {
            body["email"] = shown?.Spec.Email;
        }

        return body;
    }

    private JsonObject ShowLookup(IReadOnlyList<string> modules, string id)
    {
        var target = modules.Select(module => organisation.Table(module).Find(id)).FirstOrDefault(record => record is not null);
        return new JsonObject { ["name"] = target is null ? null : Values.DisplayName(target, organisation.Schema(target.Module)), ["id"] = id };
    }
}
