using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace LeadCall.Demo.Tools;

/// <summary>
/// Fetches pinned packages from the npm registry without npm. The registry is the one npm itself would use
/// (<c>npm_config_registry</c>); what arrives is compared with the digest we pinned before it is unpacked.
/// </summary>
public sealed class NpmRegistry(HttpMessageHandler? handler = null) : IDisposable
{
    private readonly HttpClient client = new(handler ?? new SocketsHttpHandler()) { Timeout = TimeSpan.FromMinutes(5) };

    /// <param name="integrity">"sha512-" and the digest in base 64, as npm writes it.</param>
    /// <exception cref="ToolUnavailableException">Not reachable, not found, or other bytes than pinned.</exception>
    public async Task UnpackAsync(string package, string version, string integrity, string directory, CancellationToken cancellationToken = default)
    {
        var address = new Uri(Registry(), $"{package}/-/{package}-{version}.tgz");
        byte[] archive;
        try
        {
            archive = await client.GetByteArrayAsync(address, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new ToolUnavailableException(
                $"{package} {version} could not be fetched from {address}: {exception.Message} Check the network, name another registry in npm_config_registry, or install Node {NodeTool.Minimum} or later with npm.", exception);
        }

        var received = $"sha512-{Convert.ToBase64String(SHA512.HashData(archive))}";
        if (received != integrity)
        {
            throw new ToolUnavailableException(
                $"{address} answered with other bytes than {package} {version} has: {received} instead of {integrity}. Nothing was unpacked.");
        }

        await ExtractAsync(archive, directory, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private static Uri Registry()
    {
        var named = Environment.GetEnvironmentVariable("npm_config_registry") ?? Environment.GetEnvironmentVariable("NPM_CONFIG_REGISTRY");
        return new Uri(named is { Length: > 0 } ? named.TrimEnd('/') + "/" : "https://registry.npmjs.org/");
    }

    // Everything in such an archive lies below "package/"; a path that would lead out of it is refused by TarFile.
    private static async Task ExtractAsync(byte[] archive, string directory, CancellationToken cancellationToken)
    {
        var raw = $"{directory}.raw";
        Directory.CreateDirectory(raw);
        await using (var gzip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(gzip, raw, overwriteFiles: true, cancellationToken);
        }

        Directory.Move(Path.Combine(raw, "package"), directory);
        Directory.Delete(raw, recursive: true);
    }
}
