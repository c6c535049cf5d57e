using System.Text.Json.Nodes;
using LeadCall.Storage.Zoho;

namespace LeadCall.Grains.Calls;

/// <summary>Fills the fields that the tenant's CRM insists on and a record says nothing about (FEATURES E13). Pure.</summary>
public static class FieldDefaults
{
    /// <param name="fields">Of the module; a default for a field that is not there, or not of its type, is left out.</param>
    public static void Apply(JsonObject record, string module, IEnumerable<FieldDefault> defaults, IReadOnlyList<FieldRow> fields)
    {
        foreach (var one in defaults.Where(one => one.Module == module && !record.ContainsKey(one.ApiName)))
        {
            if (fields.FirstOrDefault(field => field.ApiName == one.ApiName) is { } field && LeadFields.Convert(one.Value, field) is { } value)
            {
                record[one.ApiName] = value;
            }
        }
    }
}
