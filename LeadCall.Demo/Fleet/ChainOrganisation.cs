using System.Collections.Immutable;

namespace LeadCall.Demo.Fleet;

/// <summary>The clinics' Zoho organisation as its admin has set it up.</summary>
public static class ChainOrganisation
{
    /// <summary>Its handle in the simulator.</summary>
    public const string Key = "harbourlight";

    public const string Edition = "Enterprise";

    /// <summary>The admin made this field mandatory: a Lead without it is refused (FEATURES E13).</summary>
    public const string MandatoryLeadField = "Branch";

    /// <summary>What LeadCall writes into it for calls of a campaign that names no branch.</summary>
    public const string DefaultBranch = "Head office";

    /// <summary>Fields the admin added.</summary>
    public static readonly ImmutableArray<CustomField> CustomFields =
    [
        new("Leads", MandatoryLeadField, "Branch", "text", Mandatory: true),
        new("Leads", "Campaign_Text", "Campaign", "text"),
        new("Leads", "Poster_Number", "Poster number", "integer"),
        new("Leads", "WhatsApp", "WhatsApp", "phone"),
        new("Contacts", "WhatsApp", "WhatsApp", "phone"),
    ];

    private static readonly CustomField LeadSource = new("Leads", "Lead_Source", "Lead Source", "picklist");

    /// <summary>The field of a Lead that a metadata row belongs to, by API name or label (FEATURES C4); null = for LeadCall only.</summary>
    public static CustomField? LeadFieldOf(string rowName) =>
        CustomFields.Append(LeadSource).FirstOrDefault(field => field.Module == "Leads"
            && (field.ApiName.Equals(rowName, StringComparison.OrdinalIgnoreCase) || field.Label.Equals(rowName, StringComparison.OrdinalIgnoreCase)));
}

/// <param name="DataType">Zoho's word (FACTS 7).</param>
public sealed record CustomField(string Module, string ApiName, string Label, string DataType, bool Mandatory = false);
