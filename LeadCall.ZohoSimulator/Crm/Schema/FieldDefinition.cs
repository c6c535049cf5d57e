using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Schema;

/// <summary>One field of a module, as this organisation has it.</summary>
internal sealed record FieldDefinition(string ApiName, string Label, string DataType, int Length)
{
    /// <summary>Zoho's id of the field; given when it is placed in an organisation.</summary>
    public string Id { get; init; } = "";

    public bool SystemMandatory { get; init; }

    /// <summary>The tenant made it mandatory: in the layout always, through the API by switch (FACTS 3.1).</summary>
    public bool TenantMandatory { get; init; }

    /// <summary>Mandatory in the standard layout only, so it counts when a layout id is sent (FACTS 3.4, Company).</summary>
    public bool LayoutMandatory { get; init; }

    public bool ReadOnly { get; init; }

    public bool Unique { get; init; }

    public bool Custom { get; init; }

    /// <summary>Unknown values are refused, not added (FACTS 3.4).</summary>
    public bool Restricted { get; init; }

    public IReadOnlyList<string> PickList { get; init; } = [];

    /// <summary>Values that API writes added to the list (FACTS 3.4).</summary>
    public IReadOnlyList<string> AddedValues { get; init; } = [];

    /// <summary>Made through the API after the organisation was.</summary>
    public bool AddedLater { get; init; }

    /// <summary>Modules a lookup may point to; the first is the one named in metadata.</summary>
    public IReadOnlyList<string> LookupModules { get; init; } = [];

    public FieldSpec AsSpec(string module) => new()
    {
        Module = module,
        ApiName = ApiName,
        Label = Label,
        DataType = DataType,
        Length = Length,
        Mandatory = TenantMandatory,
        Unique = Unique,
        ReadOnly = ReadOnly,
        Restricted = Restricted,
        PickListValues = [.. PickList.Except(AddedValues)],
    };

    public bool IsText => DataType is "text" or "email" or "phone" or "website" or "textarea" or "picklist" or "autonumber";

    public bool IsLookup => DataType is "lookup" or "ownerlookup" or "userlookup" or "multi_module_lookup";

    public bool IsNumber => DataType is "integer" or "bigint" or "double" or "currency" or "percent";
}
