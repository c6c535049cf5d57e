using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace LeadCall.Storage.Secrets;

/// <summary>Encrypts what must not be readable in the database: Zoho's tokens.</summary>
public sealed class SecretProtector(IDataProtectionProvider provider)
{
    // Part of every cipher text: changing it makes all stored secrets unreadable.
    private const string Purpose = "LeadCall.Secrets.v1";

    private readonly IDataProtector protector = provider.CreateProtector(Purpose);

    public string Protect(string plain) => protector.Protect(plain);

    /// <exception cref="SecretUnreadableException">Encrypted with keys this installation does not have.</exception>
    public string Unprotect(string cipher)
    {
        try
        {
            return protector.Unprotect(cipher);
        }
        catch (CryptographicException e)
        {
            throw new SecretUnreadableException(e);
        }
    }
}

/// <summary>A stored secret cannot be decrypted.</summary>
public sealed class SecretUnreadableException(Exception inner) : Exception(
    $"A stored secret cannot be decrypted: the key ring in the database or the file named in {KeyFile.Variable} is not the one it was encrypted with. Start with the right key file; if it is lost, connect Zoho again.",
    inner);
