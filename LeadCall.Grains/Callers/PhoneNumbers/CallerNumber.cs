using System.Collections.Frozen;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>The number of one call log row, judged. Only <see cref="CallerNumberKind.Real"/> is eligible for the CRM (DESIGN 8).</summary>
/// <param name="Kind">Real, or the reason why not.</param>
/// <param name="Number">
/// Set when Real. Also set for some that are Unparseable: digits that give an E.164 form which the country's plan does not have
/// (<see cref="PhoneNumber.IsValid"/> is false).
/// </param>
public sealed record CallerNumber(CallerNumberKind Kind, PhoneNumber? Number)
{
    private const int LongestShortCode = 6;

    /// <summary>
    /// What phones and answering services put in place of a number. -1, -2 and -3 are Android's unknown, private and payphone;
    /// "anonymous" and "anonymous.invalid" come from SIP (RFC 3323).
    /// </summary>
    private static readonly FrozenSet<string> WithheldWords = new[]
    {
        "-1", "-2", "-3", "unknown", "unknown number", "unknown caller", "private", "private number", "private caller", "anonymous",
        "anonymous.invalid", "anonymous@anonymous.invalid", "restricted", "withheld", "number withheld", "hidden", "blocked", "no number",
        "no caller id", "unavailable", "not available", "payphone", "pay phone", "null", "n/a",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>GSM's "show" and "hide my number for this call", which some phones keep in the log before the number dialled.</summary>
    private static readonly string[] ShowOrHidePrefixes = ["*31#", "#31#"];

    /// <param name="raw">As the phone reported it.</param>
    /// <param name="defaultCountry">ISO 3166 alpha-2 of the tenant.</param>
    /// <inheritdoc cref="PhoneNumber.TryParse" path="/exception"/>
    public static CallerNumber Read(string? raw, string? defaultCountry)
    {
        var text = (raw ?? "").AsSpan().Trim();
        if (text.IsEmpty || WithheldWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text))
        {
            return new CallerNumber(CallerNumberKind.Withheld, Number: null);
        }

        foreach (var prefix in ShowOrHidePrefixes)
        {
            if (text.StartsWith(prefix) && text.Length > prefix.Length)
            {
                text = text[prefix.Length..];
            }
        }

        var dialled = text.ToString();
        if (IsShortCode(dialled, defaultCountry))
        {
            return new CallerNumber(CallerNumberKind.ShortCode, Number: null);
        }

        return PhoneNumber.TryParse(dialled, defaultCountry, out var number) && number.IsValid
            ? new CallerNumber(CallerNumberKind.Real, number)
            : new CallerNumber(CallerNumberKind.Unparseable, number);
    }

    /// <summary>
    /// In a country with a trunk prefix a few digits without it are a code, even where they would also read as area code and number
    /// (40404 in Germany, and "AD-40404" as a sender); in a country without one they are a number if the plan has it (Greenland's have six).
    /// </summary>
    private static bool IsShortCode(string dialled, string? defaultCountry)
    {
        if (dialled[0] is '*' or '#')
        {
            return dialled.All(character => char.IsAsciiDigit(character) || character is '*' or '#');
        }

        var digits = LastDigits.PlainDigits(dialled);
        if (digits.Length is 0 or > LongestShortCode || dialled.Any(PhoneCharacters.IsPlus))
        {
            return false;
        }

        var trunk = defaultCountry is null ? null : NumberingPlans.World.Of(defaultCountry).Trunk;
        var isDialledAsCode = trunk is not null && trunk.LengthAtStartOf(digits) == 0;
        return isDialledAsCode || !(PhoneNumber.TryParse(dialled, defaultCountry, out var number) && number.IsValid);
    }
}
