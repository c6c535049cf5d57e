using System.Text;

namespace LeadCall.ZohoSimulator.Crm.Searching;

/// <summary>Search's idea of text: case does not count, and blanks and <c>{ } [ ] ^ : - / ! ? * _ @</c> stand for each other (FACTS 4.1).</summary>
internal static class LooseText
{
    private const string Loose = "{}[]^:-/!?*_@";

    public static bool Contains(string stored, string asked) => Normal(stored).Contains(Normal(asked), StringComparison.Ordinal);

    public static bool StartsWith(string stored, string asked) => Normal(stored).StartsWith(Normal(asked), StringComparison.Ordinal);

    public static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static string Normal(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            normal.Append(char.IsWhiteSpace(c) || Loose.Contains(c, StringComparison.Ordinal) ? ' ' : char.ToLowerInvariant(c));
        }

        return normal.ToString().Trim();
    }
}
