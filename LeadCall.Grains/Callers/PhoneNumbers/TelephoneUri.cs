using System.Text.RegularExpressions;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>
/// The part of a text that is the number, "tel:" URIs (RFC 3966) included: a <c>;phone-context=+49</c> is put in front of it,
/// an <c>;isub=</c> is cut off. A context that is a domain names no number anybody could call: the text is refused.
/// </summary>
internal static partial class TelephoneUri
{
    private const string Scheme = "tel:";
    private const string Context = ";phone-context=";
    private const string SubAddress = ";isub=";

    public static bool TryResolve(string text, out string number)
    {
        var context = text.IndexOf(Context, StringComparison.Ordinal);
        number = context < 0 ? Trim(text) : InContext(text, context);
        var subAddress = number.IndexOf(SubAddress, StringComparison.Ordinal);
        if (subAddress > 0)
        {
            number = number[..subAddress];
        }

        return number.Length > 0;
    }

    /// <summary>From the first plus or digit to the last digit or '#' (an extension can end so).</summary>
    private static string Trim(string text)
    {
        var start = 0;
        while (start < text.Length && !PhoneCharacters.IsPlusOrDigit(text[start]))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && text[end - 1] != '#' && !PhoneCharacters.IsDigit(text[end - 1]))
        {
            end--;
        }

        return start == 0 && end == text.Length ? text : text[start..end];
    }

    private static string InContext(string text, int at)
    {
        var value = text[(at + Context.Length)..];
        var end = value.IndexOf(';', StringComparison.Ordinal);
        var prefix = end < 0 ? value : value[..end];
        var scheme = text.IndexOf(Scheme, StringComparison.Ordinal);
        var start = scheme >= 0 && scheme < at ? scheme + Scheme.Length : 0;
        return GlobalPrefix().IsMatch(prefix) ? prefix + text[start..at] : "";
    }

    [GeneratedRegex(@"^\+[0-9.()-]*[0-9][0-9.()-]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GlobalPrefix();
}
