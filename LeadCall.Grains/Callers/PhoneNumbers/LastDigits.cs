namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>
/// The end of a number, for saying that two spellings <i>may</i> be one number when one of them cannot be read (DESIGN 4.5: an equal end is
/// "possible" and makes a match ambiguous; it never makes two numbers equal).
/// </summary>
public static class LastDigits
{
    /// <summary>Enough to be rare among one tenant's records, and still there when the area or calling code is missing.</summary>
    public const int Compared = 8;

    /// <summary>The last digits of any text, as plain digits; null when it has fewer.</summary>
    public static string? Of(string? text, int count = Compared)
    {
        var digits = PlainDigits(text ?? "");
        return digits.Length >= count ? digits[^count..] : null;
    }

    internal static string PlainDigits(string text) =>
        string.Concat(text.Where(PhoneCharacters.IsDigit).Select(PhoneCharacters.PlainDigit));
}
