using System.Security.Cryptography;

namespace LeadCall.Grains.Calls;

/// <summary>
/// What tells our record from everybody else's: the last line of the Description of every Lead, Call and Task we write. Zoho has no
/// idempotency key, and two missed calls of one number in one second look alike in every other field (FACTS 9.6).
/// </summary>
public static class OurRef
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const string Prefix = "LeadCall ref ";
    private const int Length = 20;

    /// <summary>The line for one step of one call: always the same, however often it is made.</summary>
    public static string Line(Guid callId, string step) => Prefix + Of(callId, step);

    /// <summary>Whether a Description ends with this step's line. People may have written above it, and Zoho may change line ends.</summary>
    public static bool IsIn(string? description, Guid callId, string step) =>
        description is not null && description.Contains(Line(callId, step), StringComparison.Ordinal);

    private static string Of(Guid callId, string step)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($"{callId:N}/{step}"), hash);
        Span<char> text = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            text[i] = Alphabet[hash[i] & 31];
        }

        return new string(text);
    }
}
