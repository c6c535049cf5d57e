using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Schema;

namespace LeadCall.ZohoSimulator.Crm.Settings;

/// <summary>Modules and layouts metadata (FACTS 7). A hidden module is not listed.</summary>
internal static class ModuleOperations
{
    public static CrmAnswer List(CrmCall call) => CrmAnswer.Ok(new JsonObject
    {
        ["modules"] = new JsonArray([.. call.Organisation.Modules.Where(module => call.Organisation.Module(module.ApiName) is not null).Select(Show)]),
    });

    public static CrmAnswer One(CrmCall call) => CrmAnswer.Ok(new JsonObject { ["modules"] = new JsonArray(Show(call.Module)) });

    /// <summary>One standard layout per module; <c>required</c> shows here what only the layout asks for.</summary>
    public static CrmAnswer Layouts(CrmCall call)
    {
        var module = FieldOperations.ModuleAsked(call);
        var fields = module.Fields.Where(field => !field.ReadOnly).Select(field =>
        {
            var body = FieldOperations.Show(call.Organisation, module, field);
            body["required"] = field.SystemMandatory || field.TenantMandatory || field.LayoutMandatory;
            return body;
        });
        return CrmAnswer.Ok(new JsonObject
        {
            ["layouts"] = new JsonArray(new JsonObject
            {
                ["id"] = module.LayoutId,
                ["api_name"] = "Standard",
                ["name"] = "Standard",
                ["display_label"] = "Standard",
                ["status"] = "active",
                ["visible"] = true,
                ["sections"] = new JsonArray(new JsonObject
                {
                    ["api_name"] = $"{module.Kind.Singular}_Information",
                    ["display_label"] = $"{module.Kind.Singular} Information",
                    ["sequence_number"] = 1,
                    ["fields"] = new JsonArray([.. fields]),
                }),
            }),
        });
    }

    private static JsonObject Show(ModuleSchema module) => new()
    {
        ["id"] = module.Id,
        ["api_name"] = module.ApiName,
        ["module_name"] = module.ApiName,
        ["plural_label"] = module.ApiName,
        ["singular_label"] = module.Kind.Singular,
        ["generated_type"] = "default",
        ["api_supported"] = true,
        ["creatable"] = true,
        ["editable"] = true,
        ["deletable"] = true,
        ["viewable"] = true,
        ["visible"] = true,
        ["status"] = "visible",
    };
}
