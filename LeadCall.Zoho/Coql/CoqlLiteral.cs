using System.Globalization;

namespace LeadCall.Zoho.Coql;

/// <summary>
/// The only door through which text enters a COQL query. How Zoho escapes a quote is not documented (FACTS 4.2), so
/// nothing that would need escaping is let through.
/// </summary>
public static class CoqlLiteral
{
    /// <summary>
    /// Letters of any script with their marks, digits, blanks and <c>+ - _ . : @ / #</c>. No quote, backslash, bracket,
    /// percent or control character.
    /// </summary>
    public static bool IsAllowed(string? value) => value is { Length: > 0 and <= 255 } && value.All(NeedsNoEscape);

    internal static string Text(string value) => IsAllowed(value)
        ? $"'{value}'"
        : throw new ArgumentException(
            "This value cannot be asked for in COQL: only letters, digits, blanks and + - _ . : @ / # may enter a query.", nameof(value));

    /// <summary>In UTC and written <c>+00:00</c>, so that the text does not depend on anybody's zone.</summary>
    internal static string Instant(DateTimeOffset value) => $"'{ZohoFormat.DateTime(value.ToUniversalTime())}'";

    internal static string Id(string id) => $"'{ZohoNames.Id(id)}'";

    /// <summary>An API name, or a field of a looked-up record: <c>What_Id->Leads.Last_Name</c>.</summary>
    internal static string Field(string field)
    {
        foreach (var part in field.Split("->").SelectMany(step => step.Split('.')))
        {
            ZohoNames.Field(part);
        }

        return field;
    }

    private static bool NeedsNoEscape(char c) => char.IsLetterOrDigit(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        || " +-_.:@/#".Contains(c, StringComparison.Ordinal);
}
