using System.Globalization;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Schema;

/// <summary>The fields of one module in one organisation. Replaced as a whole when a field or picklist changes.</summary>
internal sealed class ModuleSchema
{
    private readonly Dictionary<string, FieldDefinition> byName;

    public ModuleSchema(ModuleKind kind, string id, string layoutId, IReadOnlyList<FieldDefinition> fields)
    {
        Kind = kind;
        Id = id;
        LayoutId = layoutId;
        Fields = fields;
        byName = fields.ToDictionary(field => field.ApiName, StringComparer.Ordinal);
        PhoneFields = [.. fields.Where(field => field.DataType == "phone")];
    }

    public ModuleKind Kind { get; }

    public string ApiName => Kind.ApiName;

    public string Id { get; }

    public string LayoutId { get; }

    public IReadOnlyList<FieldDefinition> Fields { get; }

    /// <summary>What <c>phone=</c> searches: every field of type phone, custom ones too; Fax is text (FACTS 4.1).</summary>
    public IReadOnlyList<FieldDefinition> PhoneFields { get; }

    public FieldDefinition? Find(string apiName) => byName.GetValueOrDefault(apiName);

    public ModuleSchema WithField(FieldDefinition field) =>
        new(Kind, Id, LayoutId, byName.ContainsKey(field.ApiName) ? [.. Fields.Select(f => f.ApiName == field.ApiName ? field : f)] : [.. Fields, field]);

    /// <summary>A module with its standard fields and what the organisation made of them.</summary>
    public static ModuleSchema For(ModuleKind kind, int position, string idPrefix, OrganisationSpec spec)
    {
        string Id(int number) => Ids.Make(idPrefix, (position * 1000) + number);
        var standard = kind.StandardFields().Select(field => field with
        {
            Length = spec.FieldLengths.GetValueOrDefault($"{kind.ApiName}.{field.ApiName}", field.Length),
            TenantMandatory = spec.MandatoryFields.Contains($"{kind.ApiName}.{field.ApiName}"),
            Unique = spec.UniqueFields.Contains($"{kind.ApiName}.{field.ApiName}"),
        });
        var custom = spec.CustomFields.Where(field => field.Module == kind.ApiName).Select(Custom);
        var fields = standard.Concat(custom).Select((field, i) => field with { Id = Id(100 + i) }).ToList();
        return new ModuleSchema(kind, Id(1), Id(2), fields);
    }

    public static FieldDefinition Custom(FieldSpec spec) =>
        new(spec.ApiName, spec.Label ?? spec.ApiName.Replace('_', ' '), spec.DataType, spec.Length ?? DefaultLength(spec.DataType))
        {
            Custom = true,
            TenantMandatory = spec.Mandatory,
            Unique = spec.Unique,
            ReadOnly = spec.ReadOnly,
            Restricted = spec.Restricted,
            PickList = spec.PickListValues,
        };

    private static int DefaultLength(string dataType) => dataType switch
    {
        "textarea" => 2000,
        "phone" => 30,
        "email" => 100,
        "integer" => 9,
        "picklist" => 120,
        "currency" or "double" => 16,
        _ => 255,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ApiName} ({Fields.Count} fields)");
}
