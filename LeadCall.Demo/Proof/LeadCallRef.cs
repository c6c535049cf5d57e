using System.Text.Json;
using System.Text.RegularExpressions;

namespace LeadCall.Demo.Proof;

/// <summary>The mark by which a record in Zoho is known as ours: the last line of its Description (DESIGN 4).</summary>
public static partial class LeadCallRef
{
    /// <summary>The ref of a record or payload; null when its Description does not end with one.</summary>
    public static string? Of(JsonElement fields) =>
        fields.ValueKind == JsonValueKind.Object
        && fields.TryGetProperty("Description", out var description)
        && description.ValueKind == JsonValueKind.String
            ? OfDescription(description.GetString()!)
            : null;

    public static string? OfDescription(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        var match = LastLine().Match(description[(description.LastIndexOf('\n') + 1)..]);
        return match.Success ? match.Groups[1].Value : null;
    }

    [GeneratedRegex("^LeadCall ref ([0-9A-Za-z_-]{20})$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LastLine();
}
