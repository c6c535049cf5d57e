using System.Globalization;
using System.Text.Json;
using LeadCall.ZohoSimulator.Crm.Schema;

namespace LeadCall.ZohoSimulator.Crm.Records;

/// <summary>Canonical values: what records keep, and what conditions and orders compare.</summary>
internal static class Values
{
    private static readonly JsonElement TrueElement = JsonSerializer.SerializeToElement(true);
    private static readonly JsonElement FalseElement = JsonSerializer.SerializeToElement(false);

    public static JsonElement String(string text) => JsonSerializer.SerializeToElement(text);

    public static JsonElement Number(long number) => JsonSerializer.SerializeToElement(number);

    public static JsonElement Boolean(bool value) => value ? TrueElement : FalseElement;

    /// <summary>UTC, whole seconds, <c>+00:00</c>: text order is time order.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    public static DateTimeOffset ToInstant(string canonical) =>
        DateTimeOffset.ParseExact(canonical, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Reads a date-time with offset (FACTS 3.4: no fraction; <c>Z</c> by switch).</summary>
    public static DateTimeOffset? ReadInstant(string text, bool allowZulu)
    {
        var normal = allowZulu && text.EndsWith('Z') ? text[..^1] + "+00:00" : text;
        return DateTimeOffset.TryParseExact(normal, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant : null;
    }

    /// <summary>The canonical value of any field, the record's own stamps included; null when empty.</summary>
    public static JsonElement? Of(CrmRecord record, string field) => field switch
    {
        "Converted__s" => Boolean(record.Converted),
        "Locked__s" => FalseElement,
        _ when Stamp(record, field) is { } stamp => String(stamp),
        _ => record.Fields.TryGetValue(field, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null,
    };

    /// <summary>The value as text for comparing; numbers and booleans in their JSON spelling.</summary>
    public static string? Text(CrmRecord record, string field) =>
        Stamp(record, field) ?? (Of(record, field) is { } value ? AsText(value) : null);

    /// <summary>What every record has, and what is computed from its fields.</summary>
    private static string? Stamp(CrmRecord record, string field) => field switch
    {
        "id" => record.Id,
        "Owner" => record.OwnerId,
        "Created_By" => record.CreatedBy,
        "Modified_By" => record.ModifiedBy,
        "Created_Time" => Instant(record.CreatedTime),
        "Modified_Time" => Instant(record.ModifiedTime),
        "Full_Name" => FullName(record) is { Length: > 0 } name ? name : null,
        "Record_Status__s" => "Available",
        _ => null,
    };

    public static string AsText(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>What a person calls the record.</summary>
    public static string DisplayName(CrmRecord record, ModuleSchema schema) => Text(record, schema.Kind.NameField) ?? record.Id;

    private static string FullName(CrmRecord record)
    {
        var first = record.Fields.TryGetValue("First_Name", out var f) && f.ValueKind == JsonValueKind.String ? f.GetString() : null;
        var last = record.Fields.TryGetValue("Last_Name", out var l) && l.ValueKind == JsonValueKind.String ? l.GetString() : null;
        return string.Join(' ', new[] { first, last }.Where(part => !string.IsNullOrEmpty(part)));
    }
}
