using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadCall.ZohoSimulator.World;

/// <summary>Zoho's ids: 18 digits, always written as strings (FACTS 3).</summary>
internal static class Ids
{
    public static string Make(string prefix, long number) => prefix + number.ToString("D12", CultureInfo.InvariantCulture);

    public static long NumberOf(string id) =>
        id.Length == 18 && long.TryParse(id.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static bool LooksLikeOne(string text) => text.Length is >= 15 and <= 20 && text.All(char.IsAsciiDigit);

    /// <summary>Six digits that differ between organisations and are the same in every run.</summary>
    public static string PrefixFor(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return (100_000 + (BitConverter.ToUInt32(hash) % 900_000)).ToString(CultureInfo.InvariantCulture);
    }
}
