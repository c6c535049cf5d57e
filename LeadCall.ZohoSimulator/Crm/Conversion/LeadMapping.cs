using System.Collections.Immutable;
using System.Text.Json;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Schema;

namespace LeadCall.ZohoSimulator.Crm.Conversion;

/// <summary>Which of a Lead's values go where when it is converted: the usual mapping, and custom fields of the same name and type.</summary>
internal static class LeadMapping
{
    private static readonly (string Lead, string Target)[] ToContact =
    [
        ("Designation", "Title"), ("Street", "Mailing_Street"), ("City", "Mailing_City"), ("State", "Mailing_State"), ("Zip_Code", "Mailing_Zip"), ("Country", "Mailing_Country"),
    ];

    private static readonly (string Lead, string Target)[] ToAccount =
    [
        ("Company", "Account_Name"), ("Phone", "Phone"), ("Fax", "Fax"), ("Website", "Website"), ("Industry", "Industry"), ("No_of_Employees", "Employees"),
        ("Annual_Revenue", "Annual_Revenue"), ("Street", "Billing_Street"), ("City", "Billing_City"), ("State", "Billing_State"), ("Zip_Code", "Billing_Code"), ("Country", "Billing_Country"),
    ];

    public static ImmutableDictionary<string, JsonElement> Contact(CrmRecord lead, ModuleSchema leads, ModuleSchema contacts)
    {
        var same = leads.Fields.Where(field => !field.ReadOnly && contacts.Find(field.ApiName) is { ReadOnly: false } target && target.DataType == field.DataType)
            .Select(field => (field.ApiName, field.ApiName));
        return Map(lead, same.Concat(ToContact));
    }

    public static ImmutableDictionary<string, JsonElement> Account(CrmRecord lead) => Map(lead, ToAccount);

    private static ImmutableDictionary<string, JsonElement> Map(CrmRecord lead, IEnumerable<(string Lead, string Target)> fields) => fields
        .Where(field => lead.Fields.ContainsKey(field.Lead))
        .ToImmutableDictionary(field => field.Target, field => lead.Fields[field.Lead]);
}
