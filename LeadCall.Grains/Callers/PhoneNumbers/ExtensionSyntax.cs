using System.Text.RegularExpressions;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>
/// How an extension is written behind a number. The labels and the greatest lengths are those of the library whose data we use; the less
/// clear a label is, the fewer digits may follow, so that two numbers side by side are not taken for one with an extension.
/// Works on <see cref="PhoneCharacters.Plain(string)">plain</see> text.
/// </summary>
internal static partial class ExtensionSyntax
{
    private const string Before = @"[ \u00A0,]*";
    private const string BeforeComma = @"[ \u00A0]*";
    private const string After = @"[:.\uFF0E]?[ \u00A0,-]*";

    /// <summary>"ext", "extn", "extension", "extensión", "xt", full-width "ext"; Russian "доб"; Spanish "anexo".</summary>
    private const string ClearLabel = @"(?:e?xt(?:ensi(?:o\u0301?|\u00F3))?n?|\uFF45?\uFF58\uFF54\uFF4E?|\u0434\u043E\u0431|anexo)";

    private const string VagueLabel = @"(?:[x\uFF58#\uFF03~\uFF5E]|int|\uFF49\uFF4E\uFF54)";

    private const string Extension =
        ";ext=(?<ext>[0-9]{1,20})"
        + $"|{Before}{ClearLabel}{After}(?<ext>[0-9]{{1,20}})#?"
        + $"|{Before}{VagueLabel}{After}(?<ext>[0-9]{{1,9}})#?"
        + "|[- ]+(?<ext>[0-9]{1,6})#"
        + $"|{BeforeComma}(?:,{{2}}|;){After}(?<ext>[0-9]{{1,15}})#?"
        + $"|{BeforeComma},+{After}(?<ext>[0-9]{{1,9}})#?";

    private const string Separator =
        @"\-\u2010-\u2015\u2212\u30FC\uFF0D\uFF0F/\uFF0E. \u00A0\u00AD\u200B\u2060\u3000()\uFF08\uFF09\uFF3B\uFF3D\[\]~\u2053\u223C\uFF5E";

    private const string NumberWithExtension =
        $"^[+]?(?:[{Separator}]*[0-9]){{3}}[{Separator}0-9]*(?:{Extension})?$";

    public static bool IsNumberWithExtension(string plain) => NumberWithExtensionPattern().IsMatch(plain);

    public static (string Number, string? Extension) Split(string plain)
    {
        var match = ExtensionAtEndPattern().Match(plain);
        return match.Success ? (plain[..match.Index], match.Groups["ext"].Value) : (plain, null);
    }

    [GeneratedRegex(NumberWithExtension, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberWithExtensionPattern();

    [GeneratedRegex($"(?:{Extension})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExtensionAtEndPattern();
}
