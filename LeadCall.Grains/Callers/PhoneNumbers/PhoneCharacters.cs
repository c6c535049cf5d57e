using System.Buffers;
using System.Globalization;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>What a character means in a written phone number, whatever script or typography it comes from.</summary>
internal static class PhoneCharacters
{
    /// <summary>Dashes, slashes, dots, brackets and spaces people put between digits; tildes are left out: they can announce an extension.</summary>
    private static readonly SearchValues<char> Separators = SearchValues.Create(
        "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30FC\uFF0D" + "/\uFF0F" + ".\uFF0E" + " \u00A0\u00AD\u200B\u2060\u3000" + "()[]\uFF08\uFF09\uFF3B\uFF3D");

    private const char FullWidthPlus = '\uFF0B';

    public static bool IsSeparator(char character) => Separators.Contains(character);

    public static bool IsPlus(char character) => character is '+' or FullWidthPlus;

    public static bool IsDigit(char character) => char.IsDigit(character);

    public static bool IsPlusOrDigit(char character) => IsPlus(character) || IsDigit(character);

    /// <summary>'0' to '9' for a decimal digit of any script.</summary>
    public static char PlainDigit(char digit) =>
        char.IsAsciiDigit(digit) ? digit : (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(digit));

    /// <summary>
    /// The same text with plain digits and a plain plus. Separators stay as they are; the spaces that are none of them (tab, thin,
    /// narrow) and the invisible direction marks that address books put around numbers become blanks. Line breaks stay too, because
    /// two lines are two numbers.
    /// </summary>
    public static string Plain(string text) => string.Create(text.Length, text, static (plain, source) =>
    {
        for (var at = 0; at < source.Length; at++)
        {
            plain[at] = Plain(source[at]);
        }
    });

    private static char Plain(char character) => character switch
    {
        <= '~' and not '\t' => character,
        _ when IsSeparator(character) => character,
        FullWidthPlus => '+',
        _ when IsDigit(character) => PlainDigit(character),
        '\t' => ' ',
        _ when CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.SpaceSeparator or UnicodeCategory.Format => ' ',
        _ => character,
    };
}
