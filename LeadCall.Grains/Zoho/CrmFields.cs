using System.Collections.Immutable;
using LeadCall.Storage.Zoho;
using LeadCall.Zoho.Organisation;

namespace LeadCall.Grains.Zoho;

/// <summary>Which fields of the tenant's CRM LeadCall reads, fills and must have a default for (FEATURES E13). Pure.</summary>
internal static class CrmFields
{
    /// <summary>Modules LeadCall writes to.</summary>
    public static readonly ImmutableArray<string> Written = ["Leads", "Calls", "Tasks"];

    public static readonly ImmutableArray<string> Modules = [.. Written, "Contacts"];

    /// <summary>What LeadCall always sends, or Zoho fills itself.</summary>
    private static readonly ImmutableDictionary<string, ImmutableHashSet<string>> Filled = new Dictionary<string, ImmutableHashSet<string>>
    {
        ["Leads"] = ["Last_Name", "Phone", "Description", "Owner"],
        ["Calls"] = ["Subject", "Call_Type", "Call_Start_Time", "Call_Duration", "Call_Result", "Description", "Owner", "What_Id", "Who_Id"],
        ["Tasks"] = ["Subject", "Status", "Due_Date", "Description", "Owner", "What_Id", "Who_Id"],
    }.ToImmutableDictionary();

    /// <summary>Without the phone fields of Leads and Contacts nobody can be recognised; a small edition may lack the others.</summary>
    public static bool MustBeRead(string module) => module is "Leads" or "Contacts";

    /// <summary>
    /// A field is mandatory when the system or every layout says so. Company is in Zoho's own layout of Leads, where only people must
    /// fill it (FACTS 3.4): it counts when Zoho refuses a Lead for want of it.
    /// </summary>
    public static FieldRow Row(string module, ZohoField field, ImmutableHashSet<string> requiredByLayouts) => new(
        field.ApiName, field.Label, field.DataType, field.Length, field.WritableOnCreate,
        field.SystemMandatory || (requiredByLayouts.Contains(field.ApiName) && (module, field.ApiName) is not ("Leads", "Company")),
        [.. field.PickListValues.Where(value => value.Used).Select(value => value.ActualValue)]);

    /// <summary>Mandatory fields for which LeadCall has nothing to write, as a manager knows them.</summary>
    public static IEnumerable<string> WithoutDefault(string module, IEnumerable<FieldRow> fields, IReadOnlyList<FieldDefault> defaults) =>
        fields.Where(field => field.Mandatory && !Filled[module].Contains(field.ApiName)
                && !defaults.Any(one => one.Module == module && one.ApiName == field.ApiName))
            .Select(field => $"{module}: {field.Label}");

    /// <summary>What a field takes that Zoho may or may not insist on: the duration of a missed call (FACTS 3.5).</summary>
    public static string? KnownDefault(string module, string field) => (module, field) is ("Calls", "Call_Duration") ? "00:00" : null;
}
