using System.Text.Json;
using LeadCall.ZohoSimulator.Crm.Schema;

namespace LeadCall.ZohoSimulator.Crm.Rules;

/// <summary>Reads an item field by field, then applies the rules that need more than one field.</summary>
internal static class ItemRules
{
    public static void Apply(ItemDraft draft)
    {
        foreach (var property in draft.Sent.EnumerateObject())
        {
            ReadProperty(draft, property.Name, property.Value);
        }

        if (draft.Schema.Kind.IsActivity)
        {
            ActivityLinks.Check(draft);
        }

        if (draft.Schema.ApiName == "Calls")
        {
            CallRules.Check(draft);
        }

        CheckMandatory(draft);
        CheckPipeline(draft);
        CheckUnique(draft);
    }

    private static void ReadProperty(ItemDraft draft, string name, JsonElement value)
    {
        if (name == "Outbound_Call_Status" && draft.Schema.ApiName == "Calls" && draft.Organisation.Switches.TakesOutboundCallStatus)
        {
            name = "Outgoing_Call_Status";
        }

        switch (name)
        {
            case "id" or "Tag":
                return;
            case "$se_module":
                draft.SeModule = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
                return;
            case "Layout":
                draft.WithLayout = true;
                return;
        }

        var field = draft.Schema.Find(name);
        if (field is null)
        {
            if (draft.Organisation.Switches.RejectUnknownFields && !name.StartsWith('$'))
            {
                draft.Errors.UnknownField(name);
            }
        }
        else if (!field.ReadOnly)
        {
            FieldValue.Read(draft, field, value);
        }
    }

    /// <summary>System-mandatory always; what the tenant asks for by switch or with a layout id; on update only what is cleared.</summary>
    private static void CheckMandatory(ItemDraft draft)
    {
        var switches = draft.Organisation.Switches;
        foreach (var field in draft.Schema.Fields.Where(Asked))
        {
            if (draft.Existing is null ? !draft.Has(field.ApiName) : draft.Changes.TryGetValue(field.ApiName, out var changed) && changed is null)
            {
                // A field whose value was refused is not also missing.
                if (!draft.Sent.TryGetProperty(field.ApiName, out var sent) || sent.ValueKind == JsonValueKind.Null || sent is { ValueKind: JsonValueKind.String } && sent.GetString()!.Length == 0)
                {
                    draft.Errors.Mandatory(field.ApiName);
                }
            }
        }

        bool Asked(FieldDefinition field) =>
            field.ApiName != "Owner"
            && (field.SystemMandatory
                || (field.TenantMandatory && (draft.WithLayout || !switches.TenantMandatoryOnlyWithLayout))
                || (field.LayoutMandatory && (draft.WithLayout || switches.LeadsNeedCompany)));
    }

    private static void CheckPipeline(ItemDraft draft)
    {
        if (draft.Schema.ApiName == "Deals" && draft.NewPickListValues.RemoveAll(added => added.Field == "Stage") > 0)
        {
            draft.Errors.Mapping("Stage", "Pipeline", "Pipeline doesn`t contain the Stage");
        }
    }

    private static void CheckUnique(ItemDraft draft)
    {
        foreach (var field in draft.Schema.Fields.Where(field => field.Unique && draft.Changes.ContainsKey(field.ApiName)))
        {
            var value = draft.Final(field.ApiName);
            var other = value is null ? null : UniqueMatch.Find(draft.Organisation, draft.Schema, field, value, draft.Existing?.Id);
            if (other is not null)
            {
                draft.Errors.Duplicate(field.ApiName, other, draft.Organisation);
            }
        }
    }
}
