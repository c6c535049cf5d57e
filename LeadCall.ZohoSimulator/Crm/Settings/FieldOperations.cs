using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Schema;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Settings;

/// <summary>Field metadata (FACTS 7).</summary>
internal static class FieldOperations
{
    public static CrmAnswer List(CrmCall call)
    {
        var module = ModuleAsked(call);
        return CrmAnswer.Ok(new JsonObject { ["fields"] = new JsonArray([.. module.Fields.Select(field => Show(call.Organisation, module, field))]) });
    }

    public static CrmAnswer One(CrmCall call)
    {
        var module = ModuleAsked(call);
        return Find(call, module) is { } field
            ? CrmAnswer.Ok(new JsonObject { ["fields"] = new JsonArray(Show(call.Organisation, module, field)) })
            : CrmAnswer.NoContent;
    }

    public static CrmAnswer PickListValues(CrmCall call) =>
        Find(call, ModuleAsked(call)) is { PickList.Count: > 0 } field
            ? CrmAnswer.Ok(new JsonObject { ["pick_list_values"] = Options(call.Organisation, field) })
            : CrmAnswer.NoContent;

    /// <summary>The module of the <c>module</c> parameter.</summary>
    public static ModuleSchema ModuleAsked(CrmCall call) =>
        call.Schema ?? throw CrmRefusal.Because("REQUIRED_PARAM_MISSING", "One of the expected parameter is missing", ("param_name", "module"));

    public static JsonObject Show(Organisation organisation, ModuleSchema module, FieldDefinition field)
    {
        // Owner cannot be edited in place and yet be written through the API (FACTS 3.4).
        var writable = !field.ReadOnly;
        var lookup = field.IsLookup && field.LookupModules.Count == 1;
        return new JsonObject
        {
            ["id"] = field.Id,
            ["api_name"] = field.ApiName,
            ["field_label"] = field.Label,
            ["display_label"] = field.Label,
            ["data_type"] = field.DataType,
            ["json_type"] = JsonType(field),
            ["length"] = field.Length,
            ["decimal_place"] = field.DataType is "currency" or "double" ? 2 : null,
            ["system_mandatory"] = field.SystemMandatory,
            ["field_read_only"] = !writable || field.ApiName == "Owner",
            ["read_only"] = !writable,
            ["visible"] = true,
            ["custom_field"] = field.Custom,
            ["operation_type"] = new JsonObject
            {
                ["api_create"] = writable, ["api_update"] = writable, ["web_create"] = writable, ["web_update"] = writable,
            },
            ["unique"] = field.Unique ? new JsonObject { ["case_sensitive"] = false } : new JsonObject(),
            ["external"] = null,
            ["pick_list_values"] = Options(organisation, field),
            ["pick_list_values_sorted_lexically"] = false,
            ["lookup"] = lookup
                ? new JsonObject { ["module"] = new JsonObject { ["api_name"] = field.LookupModules[0], ["id"] = organisation.Schema(field.LookupModules[0]).Id } }
                : new JsonObject(),
            ["multi_module_lookup"] = field.DataType == "multi_module_lookup"
                ? new JsonObject { ["modules"] = new JsonArray([.. field.LookupModules.Select(name => new JsonObject { ["api_name"] = name, ["id"] = organisation.Schema(name).Id })]) }
                : new JsonObject(),
            ["default_value"] = null,
            ["convert_mapping"] = null,
            ["layout_associations"] = new JsonArray(new JsonObject { ["name"] = "Standard", ["id"] = module.LayoutId, ["api_name"] = "Standard" }),
            ["crypt"] = null,
            ["private"] = null,
            ["searchable"] = true,
            ["filterable"] = field.DataType != "textarea",
            ["sortable"] = field.DataType != "textarea",
            ["type"] = "used",
        };
    }

    private static FieldDefinition? Find(CrmCall call, ModuleSchema module) => module.Fields.FirstOrDefault(field => field.Id == call.PathValues["id"]);

    private static JsonArray Options(Organisation organisation, FieldDefinition field) => new([.. field.PickList.Select((value, i) => new JsonObject
    {
        ["id"] = Ids.Make(organisation.IdPrefix, ((Ids.NumberOf(field.Id) + 20_000) * 200) + i),
        ["display_value"] = value,
        ["actual_value"] = value,
        ["reference_value"] = value,
        ["sequence_number"] = i + 1,
        ["type"] = "used",
        ["colour_code"] = null,
    })]);

    private static string JsonType(FieldDefinition field) => field.DataType switch
    {
        "integer" => "integer",
        "currency" or "double" or "percent" => "double",
        "boolean" => "boolean",
        "multiselectpicklist" => "jsonarray",
        "ALARM" or "RRULE" => "jsonobject",
        _ when field.IsLookup => "jsonobject",
        _ => "string",
    };
}
