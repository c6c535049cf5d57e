using System.Text.RegularExpressions;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>
/// Digits dialled before a number: the way out of the country or the trunk prefix. Mostly fixed digits ("00", "0"); some plans give a
/// pattern, and some rewrite what follows (Argentina's 15 of mobiles, the Caribbean's seven-digit local numbers).
/// </summary>
internal sealed class DialledPrefix
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly string? digits;
    private readonly string pattern;
    private readonly string? rewrite;
    private Regex? regex;

    /// <param name="pattern">As in the data: digits or a regular expression over digits.</param>
    /// <param name="rewrite">What takes the place of the match when its last group took part: "9$1".</param>
    public DialledPrefix(string pattern, string? rewrite = null)
    {
        this.pattern = pattern;
        this.rewrite = rewrite;
        digits = pattern.All(char.IsAsciiDigit) ? pattern : null;
    }

    public string Pattern => pattern;

    private Regex Regex => regex ??= new Regex($"^(?:{pattern})", RegexOptions.CultureInvariant | RegexOptions.Compiled, Patience);

    /// <summary>How many leading digits are the prefix; 0 when the number does not begin with it.</summary>
    public int LengthAtStartOf(string number)
    {
        if (digits is not null)
        {
            return number.StartsWith(digits, StringComparison.Ordinal) ? digits.Length : 0;
        }

        var match = Regex.Match(number);
        return match.Success ? match.Length : 0;
    }

    /// <summary>The number without the prefix, rewritten where the plan says so; the same number when it does not begin with it.</summary>
    public string TakeOff(string number)
    {
        if (digits is not null)
        {
            return number.StartsWith(digits, StringComparison.Ordinal) ? number[digits.Length..] : number;
        }

        var match = Regex.Match(number);
        if (!match.Success)
        {
            return number;
        }

        var rest = number[match.Length..];
        var lastGroup = match.Groups[match.Groups.Count - 1];
        var rewrites = rewrite is not null && match.Groups.Count > 1 && lastGroup.Length > 0;
        return rewrites ? match.Result(rewrite!) + rest : rest;
    }
}
