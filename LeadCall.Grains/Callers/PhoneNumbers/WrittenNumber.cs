namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>A phone number as somebody wrote it, reduced to what was meant: its digits, whether it began with a plus, and an extension.</summary>
/// <param name="Digits">Plain digits, with a leading '+' when one was written.</param>
/// <param name="Extension">Plain digits, or null.</param>
internal readonly record struct WrittenNumber(string Digits, string? Extension)
{
    /// <summary>Longer input is no phone number, and nobody shall make us search through it.</summary>
    public const int LongestInput = 250;

    private const int FewestDigits = 3;

    /// <summary>
    /// Takes the number out of the text: what stands before its first digit or plus and after its last digit is dropped
    /// ("tel: …", "(privat)"); a letter in its middle, two pluses or fewer than two digits make it no number at all.
    /// </summary>
    public static bool TryRead(string? text, out WrittenNumber written)
    {
        written = default;
        if (string.IsNullOrEmpty(text) || text.Length > LongestInput)
        {
            return false;
        }

        return TelephoneUri.TryResolve(text, out var number) && (TryReadPlain(number, ref written) || TryReadElaborate(number, ref written));
    }

    /// <summary>Nearly all numbers: digits and separators only, no extension possible.</summary>
    private static bool TryReadPlain(ReadOnlySpan<char> text, ref WrittenNumber written)
    {
        Span<char> digits = stackalloc char[LongestInput];
        var length = 0;
        var count = 0;
        foreach (var character in text)
        {
            if (PhoneCharacters.IsDigit(character))
            {
                digits[length++] = PhoneCharacters.PlainDigit(character);
                count++;
            }
            else if (length == 0 && PhoneCharacters.IsPlus(character))
            {
                digits[length++] = '+';
            }
            else if (!PhoneCharacters.IsSeparator(character))
            {
                return false;
            }
        }

        if (count < FewestDigits && !(count == 2 && text.Length == 2))
        {
            return false;
        }

        written = new WrittenNumber(new string(digits[..length]), Extension: null);
        return true;
    }

    private static bool TryReadElaborate(string text, ref WrittenNumber written)
    {
        var plain = PhoneCharacters.Plain(text);
        if (!ExtensionSyntax.IsNumberWithExtension(plain))
        {
            return false;
        }

        var (number, extension) = ExtensionSyntax.Split(plain);
        var plus = number.StartsWith('+') ? "+" : "";
        written = new WrittenNumber(plus + string.Concat(number.Where(char.IsAsciiDigit)), extension);
        return true;
    }
}
