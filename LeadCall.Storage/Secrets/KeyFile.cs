using System.Security.Cryptography;

namespace LeadCall.Storage.Secrets;

/// <summary>
/// The key that wraps the key ring, kept outside the database: 32 random bytes in a file. Whoever holds a copy of the
/// database but not this file reads no token.
/// </summary>
public sealed class KeyFile
{
    /// <summary>Environment variable (or setting) that names the file.</summary>
    public const string Variable = "LEADCALL_KEY_FILE";

    private const int Length = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] key;

    private KeyFile(byte[] key) => this.key = key;

    /// <summary>Reads the file.</summary>
    /// <param name="path">The value of <see cref="Variable"/>.</param>
    /// <param name="createIfMissing">For development only: a production key that appears by itself on each node would differ between them.</param>
    /// <exception cref="KeyFileException">No path, no file, or not 32 bytes; the message says what to do.</exception>
    public static KeyFile Open(string? path, bool createIfMissing)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new KeyFileException(
                $"{Variable} is not set. LeadCall encrypts Zoho tokens with a key outside the database: make a file of {Length} random bytes (openssl rand -out leadcall.key {Length}), keep it safe and name it in {Variable}.");
        }

        if (!File.Exists(path))
        {
            if (!createIfMissing)
            {
                throw new KeyFileException(
                    $"{Variable} names {path}, which does not exist. Put the key of this installation there; a new one (openssl rand -out {path} {Length}) is right only for a new database.");
            }

            Create(path);
        }

        var key = Read(path);
        return key.Length == Length
            ? new KeyFile(key)
            : throw new KeyFileException($"{path} has {key.Length} bytes; a key file has exactly {Length} random bytes (openssl rand -out {path} {Length}).");
    }

    /// <summary>Encrypts with AES-256-GCM: nonce, tag, cipher text.</summary>
    internal byte[] Encrypt(ReadOnlySpan<byte> plain)
    {
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Encrypted with another key, or damaged.</exception>
    internal byte[] Decrypt(ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("The wrapped key is too short to be one.");
        }

        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(sealedBytes[..NonceLength], sealedBytes[(NonceLength + TagLength)..], sealedBytes.Slice(NonceLength, TagLength), plain);
        return plain;
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"{path} cannot be read: {e.Message} Let the user that runs LeadCall read it.");
        }
    }

    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = new FileStream(path, options);
            file.Write(RandomNumberGenerator.GetBytes(Length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"The key file {path} cannot be made: {e.Message} Name a path in {Variable} that can be written.");
        }
    }
}
