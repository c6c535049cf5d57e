using System.Security.Cryptography;
using System.Text;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>
/// What <c>crm_phones</c> keeps in place of a number: HMAC-SHA-256 under the tenant's key, all 32 bytes. Without the key nobody can try
/// out the few thousand million numbers there are, and two tenants' hashes of one number have nothing in common.
/// </summary>
public static class PhoneHash
{
    public const int KeyBytes = 32;
    public const int HashBytes = HMACSHA256.HashSizeInBytes;

    /// <param name="tenantKey">The tenant's 32 secret bytes.</param>
    /// <param name="e164">As in <see cref="PhoneNumber.E164"/>: any other spelling would never be found again and is refused.</param>
    /// <exception cref="ArgumentException">The key has another length, or the number is not in E.164.</exception>
    public static byte[] OfNumber(ReadOnlySpan<byte> tenantKey, string e164)
    {
        var isE164 = e164.Length is > 3 and <= 21 && e164[0] == '+' && e164.AsSpan(1).ContainsOnlyDigits();
        return isE164 ? Hash(tenantKey, e164) : throw new ArgumentException("Only a number in E.164 is hashed: normalise it first.", nameof(e164));
    }

    /// <summary>For the "possible" comparison; never equal to the hash of a whole number, which begins with a plus.</summary>
    /// <param name="tenantKey">The tenant's 32 secret bytes.</param>
    /// <param name="lastDigits">As <see cref="LastDigits.Of"/> answers.</param>
    /// <exception cref="ArgumentException">The key has another length, or these are not digits.</exception>
    public static byte[] OfLastDigits(ReadOnlySpan<byte> tenantKey, string lastDigits) =>
        lastDigits.Length > 0 && lastDigits.AsSpan().ContainsOnlyDigits()
            ? Hash(tenantKey, lastDigits)
            : throw new ArgumentException("Last digits are plain digits and nothing else.", nameof(lastDigits));

    private static byte[] Hash(ReadOnlySpan<byte> tenantKey, string text) => tenantKey.Length == KeyBytes
        ? HMACSHA256.HashData(tenantKey, Encoding.ASCII.GetBytes(text))
        : throw new ArgumentException($"A tenant's phone key has {KeyBytes} bytes, this one has {tenantKey.Length}.", nameof(tenantKey));

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
