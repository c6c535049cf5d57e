using System.Security.Cryptography;
using System.Text;

namespace LeadCall.Storage.Devices;

/// <summary>
/// The one-time code a person types into the app, such as ABCD-EFGH-JKLM: 60 random bits (FEATURES B1). The database holds only its hash.
/// </summary>
public static class EnrollmentCode
{
    /// <summary>How long a code can be used unless something else is asked for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const int Length = 12;
    private const int GroupLength = 4;

    // 32 letters and digits that are not mistaken for one another when read out or typed.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>A new code, as it is shown.</summary>
    public static string New() =>
        string.Join('-', RandomNumberGenerator.GetString(Alphabet, Length).Chunk(GroupLength).Select(group => new string(group)));

    /// <summary>
    /// What is stored and looked up: case, spaces and dashes do not count. Null when the text cannot be a code: it has not twelve letters
    /// and digits.
    /// </summary>
    public static byte[]? HashOf(string typed)
    {
        var plain = string.Concat(typed.Where(character => character is not ('-' or ' '))).ToUpperInvariant();
        return plain.Length == Length && plain.All(char.IsAsciiLetterOrDigit) ? SHA256.HashData(Encoding.ASCII.GetBytes(plain)) : null;
    }
}
