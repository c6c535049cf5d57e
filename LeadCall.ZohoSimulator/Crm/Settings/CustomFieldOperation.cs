using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Settings;

/// <summary><c>POST /settings/fields</c>: makes custom fields, at most five in one request and two unique ones per module (FACTS 7, 9.2).</summary>
internal sealed class CustomFieldOperation(ZohoWorld world)
{
    private const int MaximumPerRequest = 5;
    private const int MaximumUnique = 2;

    public CrmAnswer Create(CrmCall call)
    {
        var module = FieldOperations.ModuleAsked(call);
        var body = call.JsonBody();
        if (!body.TryGetProperty("fields", out var fields) || fields.ValueKind != JsonValueKind.Array || fields.GetArrayLength() == 0)
        {
            throw CrmRefusal.Because("MANDATORY_NOT_FOUND", "required field not found", ("api_name", "fields"), ("json_path", "$.fields"));
        }

        if (fields.GetArrayLength() > MaximumPerRequest)
        {
            throw CrmRefusal.Because("LIMIT_EXCEEDED", "the limit is exceeded", ("maximum_length", MaximumPerRequest), ("api_name", "fields"));
        }

        List<JsonObject> results = [.. fields.EnumerateArray().Select((field, index) => Create(call, module.ApiName, field, index))];
        var good = results.Count(result => result["status"]!.GetValue<string>() == "success");
        var status = good == results.Count ? StatusCodes.Status201Created : good == 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status207MultiStatus;
        return new CrmAnswer(status, new JsonObject { ["fields"] = new JsonArray([.. results]) });
    }

    private JsonObject Create(CrmCall call, string moduleName, JsonElement field, int index)
    {
        // Read anew for each: the field before may have used up the limit.
        var module = call.Organisation.Schema(moduleName);
        var path = $"$.fields[{index}]";
        if (Text(field, "field_label") is not { Length: > 0 } label || Text(field, "data_type") is not { Length: > 0 } dataType)
        {
            return CrmError.Of("MANDATORY_NOT_FOUND", "required field not found", ("api_name", "field_label"), ("json_path", $"{path}.field_label")).ToJson();
        }

        var unique = field.TryGetProperty("unique", out var flag) && flag.ValueKind == JsonValueKind.Object && flag.EnumerateObject().Any();
        if (unique && module.Kind.IsActivity && call.Organisation.Switches.ActivitiesRefuseUniqueFields)
        {
            return CrmError.Of("NOT_ALLOWED", "unique fields are not allowed in this module", ("api_name", "unique"), ("json_path", $"{path}.unique")).ToJson();
        }

        if (unique && module.Fields.Count(other => other is { Unique: true, Custom: true }) >= MaximumUnique)
        {
            return CrmError.Of("LIMIT_EXCEEDED", "the limit of unique fields is exceeded", ("api_name", "unique"), ("json_path", $"{path}.unique")).ToJson();
        }

        var apiName = string.Concat(label.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        if (module.Find(apiName) is not null)
        {
            return CrmError.Of("DUPLICATE_DATA", "duplicate data", ("api_name", "field_label"), ("json_path", $"{path}.field_label")).ToJson();
        }

        world.AddField(call.Organisation, new FieldSpec
        {
            Module = moduleName,
            ApiName = apiName,
            Label = label,
            DataType = dataType,
            Length = field.TryGetProperty("length", out var length) && length.TryGetInt32(out var number) ? number : null,
            Unique = unique,
        });
        return new JsonObject
        {
            ["code"] = "SUCCESS",
            ["details"] = new JsonObject { ["id"] = call.Organisation.Schema(moduleName).Find(apiName)!.Id },
            ["message"] = "field created",
            ["status"] = "success",
        };
    }

    private static string? Text(JsonElement field, string name) =>
        field.ValueKind == JsonValueKind.Object && field.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
