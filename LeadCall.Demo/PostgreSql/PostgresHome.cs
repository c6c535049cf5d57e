using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace LeadCall.Demo.PostgreSql;

/// <summary>Chooses and makes the directory a private cluster lives in; PostgreSQL's account must be able to reach it.</summary>
public static class PostgresHome
{
    /// <summary>
    /// <c>.leadcall/postgres</c> in the repository; for root, whose clone may lie where the account of PostgreSQL cannot
    /// go (a home with mode 0700), <c>/var/tmp/leadcall-&lt;hash of the repository's path&gt;</c>.
    /// </summary>
    public static async Task<string> OfRepositoryAsync(string repositoryRoot, CancellationToken cancellationToken = default)
    {
        var inside = Path.Combine(repositoryRoot, ".leadcall", "postgres");
        Directory.CreateDirectory(Path.Combine(repositoryRoot, ".leadcall"));
        if (PostgresAccount.Current.Name is null || await IsReachableAsync(Path.Combine(repositoryRoot, ".leadcall"), cancellationToken))
        {
            return inside;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(repositoryRoot))))[..12];
        return $"/var/tmp/leadcall-{hash}";
    }

    /// <summary>A new directory for a cluster that is thrown away.</summary>
    public static string Temporary() => $"/tmp/leadcall-pg-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";

    /// <summary>Removes a cluster, after stopping a PostgreSQL that a killed run left on it.</summary>
    public static async Task RemoveAsync(string home, CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(home))
        {
            await PostgresCluster.StopLeftoverAsync(Path.Combine(home, "data"), cancellationToken);
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task<bool> IsReachableAsync(string directory, CancellationToken cancellationToken) =>
        (await PostgresAccount.Current.RunAsync(null, "", ["test", "-x", directory], cancellationToken)).ExitCode == 0;

    /// <summary>Makes the directory, mode 0700 and owned by PostgreSQL's account; refuses one that somebody else made.</summary>
    internal static async Task MakeAsync(string home, CancellationToken cancellationToken)
    {
        var account = PostgresAccount.Current;
        if (!Directory.Exists(home))
        {
            string[] owner = account.Name is null ? [] : ["-o", account.Name];
            using var install = Process.Start("install", ["-d", "-m", "0700", .. owner, "--", home]);
            await install.WaitForExitAsync(cancellationToken);
        }

        var (exitCode, output) = await account.RunAsync(null, "", ["sh", "-c", "[ -O \"$1\" ] && [ -w \"$1\" ] && [ ! -L \"$1\" ]", "sh", home], cancellationToken);
        if (exitCode != 0)
        {
            throw new PostgresUnavailableException(
                $"The directory '{home}' does not belong to the account PostgreSQL runs under ({account.Name ?? Environment.UserName}). It was made by another user: use his account, or remove it. {output.Trim()}");
        }
    }
}
