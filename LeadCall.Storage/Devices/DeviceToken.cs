using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LeadCall.Storage.Devices;

/// <summary>What a phone shows with each request: 256 random bits. The database holds only their hash.</summary>
public static class DeviceToken
{
    private const int RandomBytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
