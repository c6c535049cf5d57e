using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Schema;

namespace LeadCall.ZohoSimulator.Crm.Rules;

/// <summary>Reads one value by its field's type into canonical form, or notes what is wrong (FACTS 3.4).</summary>
internal static partial class FieldValue
{
    public static void Read(ItemDraft draft, FieldDefinition field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (draft.Existing is null || !draft.Organisation.Switches.NullLeavesField)
            {
                draft.Changes[field.ApiName] = null;
            }

            return;
        }

        switch (field.DataType)
        {
            case "integer" or "bigint": ReadInteger(draft, field, value); break;
            case "double" or "currency" or "percent": ReadKind(draft, field, value, JsonValueKind.Number, "double"); break;
            case "boolean": ReadBoolean(draft, field, value); break;
            case "multiselectpicklist": ReadKind(draft, field, value, JsonValueKind.Array, "jsonarray"); break;
            case "ALARM" or "RRULE": ReadKind(draft, field, value, JsonValueKind.Object, "jsonobject"); break;
            case "lookup" or "multi_module_lookup": ReadLookup(draft, field, value); break;
            case "ownerlookup" or "userlookup": ReadOwner(draft, field, value); break;
            default: ReadText(draft, field, value); break;
        }
    }

    private static void ReadText(ItemDraft draft, FieldDefinition field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            draft.Errors.WrongType(field.ApiName, field.DataType is "textarea" ? "text" : field.DataType);
            return;
        }

        var text = value.GetString()!;
        switch (field.DataType)
        {
            case var _ when text.Length > field.Length && field.DataType is not ("date" or "datetime"):
                draft.Errors.TooLong(field.ApiName, field.Length);
                return;
            case "phone" when text.Length > 0 && !PhonePattern().IsMatch(text):
            case "email" when text.Length > 0 && !EmailPattern().IsMatch(text):
            case "website" when text.Contains(' ', StringComparison.Ordinal):
                draft.Errors.Invalid(field.ApiName);
                return;
            case "date" when !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
                draft.Errors.WrongType(field.ApiName, "date");
                return;
            case "datetime":
                ReadInstant(draft, field, text);
                return;
            case "picklist" when text.Length > 0 && !field.PickList.Contains(text):
                ReadNewPickListValue(draft, field, text);
                return;
        }

        draft.Changes[field.ApiName] = text.Length == 0 ? null : value.Clone();
    }

    private static void ReadInstant(ItemDraft draft, FieldDefinition field, string text)
    {
        if (Values.ReadInstant(WithoutFraction(draft, text), allowZulu: !draft.Organisation.Switches.RejectZuluTimes) is { } instant)
        {
            draft.Changes[field.ApiName] = Values.String(Values.Instant(instant));
        }
        else
        {
            draft.Errors.WrongType(field.ApiName, "datetime");
        }
    }

    /// <summary>By switch a fraction of a second is cut off.</summary>
    private static string WithoutFraction(ItemDraft draft, string text) => draft.Organisation.Switches.TakesFractions ? Fraction().Replace(text, "") : text;

    private static void ReadNewPickListValue(ItemDraft draft, FieldDefinition field, string text)
    {
        if (field.Restricted || draft.Organisation.Switches.RejectUnknownPickListValues)
        {
            draft.Errors.NotInList(field.ApiName, draft.Organisation.Switches.RefusalsNameSupportedValues ? field.PickList : []);
            return;
        }

        draft.NewPickListValues.Add((field.ApiName, text));
        draft.Changes[field.ApiName] = Values.String(text);
    }

    private static void ReadInteger(ItemDraft draft, FieldDefinition field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number))
        {
            draft.Errors.WrongType(field.ApiName, field.DataType);
        }
        else if (Math.Abs(number).ToString(CultureInfo.InvariantCulture).Length > field.Length)
        {
            draft.Errors.TooLong(field.ApiName, field.Length);
        }
        else
        {
            draft.Changes[field.ApiName] = value.Clone();
        }
    }

    private static void ReadBoolean(ItemDraft draft, FieldDefinition field, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            draft.Changes[field.ApiName] = value.Clone();
        }
        else
        {
            draft.Errors.WrongType(field.ApiName, "boolean");
        }
    }

    private static void ReadKind(ItemDraft draft, FieldDefinition field, JsonElement value, JsonValueKind kind, string expected)
    {
        if (value.ValueKind == kind)
        {
            draft.Changes[field.ApiName] = value.Clone();
        }
        else
        {
            draft.Errors.WrongType(field.ApiName, expected);
        }
    }

    /// <summary>The object form, or the bare id that K38's sample shows (FACTS 3.1).</summary>
    private static void ReadLookup(ItemDraft draft, FieldDefinition field, JsonElement value)
    {
        if (IdIn(value) is not { } id)
        {
            draft.Errors.WrongType(field.ApiName, "jsonobject");
            return;
        }

        // Who_Id and What_Id depend on each other and on $se_module: ActivityLinks looks at them.
        if (field.ApiName is not ("Who_Id" or "What_Id") && field.LookupModules.All(module => draft.Organisation.Table(module).Find(id) is null))
        {
            draft.Errors.Invalid(field.ApiName);
            return;
        }

        draft.Changes[field.ApiName] = Values.String(id);
    }

    /// <summary>Must be an active, confirmed user (FACTS 10).</summary>
    private static void ReadOwner(ItemDraft draft, FieldDefinition field, JsonElement value)
    {
        if (IdIn(value) is not { } id)
        {
            draft.Errors.WrongType(field.ApiName, "jsonobject");
        }
        else if (draft.Organisation.User(id) is not { MayOwn: true })
        {
            OwnerRights.Unusable(draft, field.ApiName);
        }
        else
        {
            draft.OwnerId = id;
        }
    }

    public static string? IdIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object when value.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String => id.GetString(),
        JsonValueKind.Object when value.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number => id.GetRawText(),
        _ => null,
    };

    [GeneratedRegex(@"(?<=:[0-9]{2})\.[0-9]{1,9}(?=Z|[+-])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^[\p{L}\p{Nd}+.\-(),;# ]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PhonePattern();

    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\.[^\s@]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EmailPattern();
}
