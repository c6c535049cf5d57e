using System.Globalization;
using System.Security.Cryptography;

namespace LeadCall.Demo.PostgreSql;

/// <summary>
/// The cluster of <c>./leadcall up</c>: its data stays between runs, it keeps its port while that is free, and what a
/// killed run left behind is put right at the next start.
/// </summary>
public static class DemoPostgres
{
    /// <exception cref="PostgresUnavailableException">It cannot be started; the message says why and what to do.</exception>
    public static async Task<PostgresServer> StartAsync(string repositoryRoot, PostgresBinaries binaries, CancellationToken cancellationToken = default)
    {
        var home = await PostgresHome.OfRepositoryAsync(repositoryRoot, cancellationToken);
        var portFile = Path.Combine(repositoryRoot, ".leadcall", "postgres.port");
        var server = await PostgresServer.StartAsync(
            new PostgresServerOptions
            {
                Home = home,
                Binaries = binaries,
                Password = Password(repositoryRoot, home),
                Port = Remembered(portFile),
            },
            cancellationToken);
        await File.WriteAllTextAsync(portFile, server.Port.ToString(CultureInfo.InvariantCulture), cancellationToken);
        return server;
    }

    private static int Remembered(string portFile) =>
        File.Exists(portFile) && int.TryParse(File.ReadAllText(portFile), CultureInfo.InvariantCulture, out var port) ? port : 0;

    // Made with the cluster and needed as long as it lives; readable by its owner only.
    private static string Password(string repositoryRoot, string home)
    {
        var file = Path.Combine(repositoryRoot, ".leadcall", "postgres.password");
        if (File.Exists(file))
        {
            return File.ReadAllText(file);
        }

        if (Directory.Exists(Path.Combine(home, "data")))
        {
            throw new PostgresUnavailableException(
                $"There is data of an earlier run in '{home}', but its password in '{file}' is gone. Remove the data with './leadcall down --wipe'.");
        }

        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        OwnerOnlyFile.Write(file, password);
        return password;
    }
}
