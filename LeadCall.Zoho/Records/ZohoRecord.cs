using System.Globalization;
using System.Text.Json;

namespace LeadCall.Zoho.Records;

/// <summary>A record as Zoho told it. Fields are read by API name; one that is absent, null or of another type reads as null.</summary>
public sealed class ZohoRecord(string id, JsonElement fields)
{
    /// <summary>18 or 19 digits; never a number, it passes 2^53.</summary>
    public string Id { get; } = id;

    /// <summary>Everything Zoho told, detached from the answer.</summary>
    public JsonElement Fields { get; } = fields;

    public string? Text(string field) => Value(field) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public bool? Flag(string field) => Value(field)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public long? Number(string field) =>
        Value(field) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>An instant; Zoho shows it in the zone of the user behind the token, so compare instants and never texts.</summary>
    public DateTimeOffset? Instant(string field) => ReadInstant(Text(field));

    /// <summary>A lookup or owner: <c>{id}</c>, <c>{id,name}</c> or a bare id.</summary>
    public ZohoReference? Reference(string field) => Value(field) switch
    {
        { ValueKind: JsonValueKind.String } id => new ZohoReference(id.GetString()!, null),
        { ValueKind: JsonValueKind.Object } lookup when ZohoJson.Text(lookup, "id") is { } id
            => new ZohoReference(id, ZohoJson.Text(lookup, "name")),
        _ => null,
    };

    internal static DateTimeOffset? ReadInstant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    private JsonElement? Value(string field) => Fields.TryGetProperty(field, out var value) ? value : null;
}

/// <summary>A record another one points to. Zoho leaves the name out of some lookups.</summary>
public sealed record ZohoReference(string Id, string? Name);
