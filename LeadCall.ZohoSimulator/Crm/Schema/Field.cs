namespace LeadCall.ZohoSimulator.Crm.Schema;

/// <summary>Short spellings for the tables of standard fields. Lengths are the usual ones of FACTS 3.4.</summary>
internal static class Field
{
    public static FieldDefinition Text(string api, string label, int length = 255) => new(api, label, "text", length);

    public static FieldDefinition Area(string api, string label, int length = 32_000) => new(api, label, "textarea", length);

    public static FieldDefinition Phone(string api, string label) => new(api, label, "phone", 30);

    public static FieldDefinition Email(string api, string label) => new(api, label, "email", 100);

    public static FieldDefinition Website(string api, string label) => new(api, label, "website", 255);

    public static FieldDefinition Integer(string api, string label, int digits = 9) => new(api, label, "integer", digits);

    public static FieldDefinition Money(string api, string label) => new(api, label, "currency", 16);

    public static FieldDefinition Double(string api, string label) => new(api, label, "double", 16);

    public static FieldDefinition Boolean(string api, string label) => new(api, label, "boolean", 5);

    public static FieldDefinition Date(string api, string label) => new(api, label, "date", 20);

    public static FieldDefinition DateTime(string api, string label) => new(api, label, "datetime", 20);

    public static FieldDefinition Json(string api, string label, string type) => new(api, label, type, 2000);

    public static FieldDefinition Pick(string api, string label, params string[] values) =>
        new(api, label, "picklist", 120) { PickList = values };

    public static FieldDefinition Lookup(string api, string label, params string[] modules) =>
        new(api, label, modules.Length > 1 ? "multi_module_lookup" : "lookup", 120) { LookupModules = modules };

    public static FieldDefinition Owner(string label) => new("Owner", label, "ownerlookup", 120);

    public static FieldDefinition Mandatory(this FieldDefinition field) => field with { SystemMandatory = true };

    public static FieldDefinition Computed(this FieldDefinition field) => field with { ReadOnly = true };

    /// <summary>What every module has and nobody can write.</summary>
    public static IEnumerable<FieldDefinition> Stamps() =>
    [
        DateTime("Created_Time", "Created Time").Computed(),
        DateTime("Modified_Time", "Modified Time").Computed(),
        new FieldDefinition("Created_By", "Created By", "ownerlookup", 120) { ReadOnly = true },
        new FieldDefinition("Modified_By", "Modified By", "ownerlookup", 120) { ReadOnly = true },
        Json("Tag", "Tag", "text"),
    ];

    public static IEnumerable<FieldDefinition> Address(string prefix, string label) =>
    [
        Text($"{prefix}Street", $"{label}Street", 250), Text($"{prefix}City", $"{label}City", 100), Text($"{prefix}State", $"{label}State", 100),
        Text($"{prefix}{(prefix.Length == 0 ? "Zip_Code" : prefix is "Billing_" or "Shipping_" ? "Code" : "Zip")}", $"{label}Zip Code", 30),
        Text($"{prefix}Country", $"{label}Country", 100),
    ];
}
