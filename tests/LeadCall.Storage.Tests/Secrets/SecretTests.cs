using System.Security.Cryptography;
using LeadCall.Storage.Secrets;
using LeadCall.TestKit.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace LeadCall.Storage.Tests.Secrets;

/// <summary>Secrets in the database are worth nothing without the key file (DESIGN 7).</summary>
public sealed class SecretTests : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("leadcall-keys-").FullName;
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_secret_is_read_by_another_node_with_the_same_key_file_and_by_nobody_without_it()
    {
        var path = Path.Combine(directory, "leadcall.key");
        var cipher = Protector(KeyFile.Open(path, createIfMissing: true)).Protect("1000.refresh");

        cipher.ShouldNotContain("1000.refresh");
        Protector(KeyFile.Open(path, createIfMissing: false)).Unprotect(cipher).ShouldBe("1000.refresh");
        var other = Protector(KeyFile.Open(Path.Combine(directory, "other.key"), createIfMissing: true));
        Should.Throw<SecretUnreadableException>(() => other.Unprotect(cipher)).Message.ShouldContain(KeyFile.Variable);

        await using var command = database.DataSource.CreateCommand("SELECT string_agg(xml, '') FROM data_protection_keys");
        var ring = (string)(await command.ExecuteScalarAsync())!;
        ring.ShouldContain("wrapped");
        ring.ShouldNotContain("masterKey");
    }

    [Theory]
    [InlineData(null, "is not set")]
    [InlineData("", "is not set")]
    [InlineData("/nowhere/leadcall.key", "does not exist")]
    public void Without_a_key_file_nothing_starts(string? path, string why) =>
        Should.Throw<KeyFileException>(() => KeyFile.Open(path, createIfMissing: false)).Message.ShouldContain(why);

    [Fact]
    public void A_key_file_of_another_length_is_refused()
    {
        var path = Path.Combine(directory, "short.key");
        File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(31));
        Should.Throw<KeyFileException>(() => KeyFile.Open(path, createIfMissing: true)).Message.ShouldContain("31 bytes");
    }

    [Fact]
    public void A_new_key_file_is_readable_by_its_owner_only()
    {
        var path = Path.Combine(directory, "new", "leadcall.key");
        KeyFile.Open(path, createIfMissing: true);
        new FileInfo(path).Length.ShouldBe(32);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private SecretProtector Protector(KeyFile keyFile) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(database.DataSource)
        .AddSecrets(keyFile)
        .BuildServiceProvider()
        .GetRequiredService<SecretProtector>();
}
