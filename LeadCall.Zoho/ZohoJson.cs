using System.Text.Json;

namespace LeadCall.Zoho;

/// <summary>Lenient reading: a property that is absent or of another type is null, never an exception.</summary>
internal static class ZohoJson
{
    public static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Property(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : null;

    public static JsonElement? Object(JsonElement owner, string name) =>
        Property(owner, name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    public static JsonElement? Array(JsonElement owner, string name) =>
        Property(owner, name) is { ValueKind: JsonValueKind.Array } value ? value : null;

    /// <summary>A string, or a number as it is spelled (ids and codes come in both forms).</summary>
    public static string? Text(JsonElement owner, string name) => Property(owner, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    public static int? Int(JsonElement owner, string name) =>
        Property(owner, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static bool? Bool(JsonElement owner, string name) => Property(owner, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
