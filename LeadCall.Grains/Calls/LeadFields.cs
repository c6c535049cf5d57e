using System.Globalization;
using System.Text.Json.Nodes;
using LeadCall.Storage.Zoho;
using LeadCall.Zoho;

namespace LeadCall.Grains.Calls;

/// <summary>
/// Which metadata rows of an assignment become fields of a new Lead (FEATURES C4): those that match a writable Lead field by API name or
/// label, converted to its type. A row that does not match, or whose value does not fit the type, stays in LeadCall only.
/// </summary>
public static class LeadFields
{
    /// <summary>What LeadCall itself says of a Lead; no row may override it.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase) { "Last_Name", "Phone", "Owner", "Description" };

    /// <returns>API name and value of each field to send, in the order of the rows; the first row for a field counts.</returns>
    public static IReadOnlyList<KeyValuePair<string, JsonNode>> From(
        IReadOnlyList<KeyValuePair<string, string>> metadata, IReadOnlyList<FieldRow> leadFields)
    {
        var fields = new List<KeyValuePair<string, JsonNode>>();
        foreach (var (name, value) in metadata)
        {
            if (Match(name, leadFields) is { } field && fields.All(known => known.Key != field.ApiName) && Convert(value, field) is { } converted)
            {
                fields.Add(KeyValuePair.Create(field.ApiName, converted));
            }
        }

        return fields;
    }

    private static FieldRow? Match(string name, IReadOnlyList<FieldRow> leadFields) =>
        (leadFields.FirstOrDefault(field => Same(field.ApiName, name)) ?? leadFields.FirstOrDefault(field => Same(field.Label, name)))
            is { Writable: true } field && !Reserved.Contains(field.ApiName) ? field : null;

    private static bool Same(string one, string other) => one.Equals(other.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>The value as the field takes it; null when it does not fit the field's type.</summary>
    internal static JsonNode? Convert(string raw, FieldRow field)
    {
        var value = raw.Trim();
        return value.Length == 0 ? null : field.DataType switch
        {
            "text" or "textarea" or "email" or "website" or "phone" => JsonValue.Create(ZohoFormat.Trim(value, field.MaxLength)),
            "picklist" => JsonValue.Create(value),
            "multiselectpicklist" => new JsonArray([.. value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(one => (JsonNode?)JsonValue.Create(one))]),
            "integer" => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null,
            "bigint" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? JsonValue.Create(value) : null,
            "double" or "currency" or "percent" =>
                decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? JsonValue.Create(amount) : null,
            "boolean" => Flag(value),
            "date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? JsonValue.Create(ZohoFormat.Date(date)) : null,
            _ => null,
        };
    }

    private static JsonValue? Flag(string value) => value.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "1" => JsonValue.Create(true),
        "FALSE" or "NO" or "0" => JsonValue.Create(false),
        _ => null,
    };
}
