using System.Diagnostics;
using LeadCall.Demo.PostgreSql;

namespace LeadCall.Demo.Tools;

/// <summary>PostgreSQL's programs, found by version; where there are none, Debian's packages of them.</summary>
public static class PostgresTool
{
    /// <summary>
    /// Finds PostgreSQL, or lets <c>eng/script/install-postgresql.sh</c> fetch it: installed by apt for root, else
    /// unpacked under <c>.leadcall/tools/postgresql</c>. What the script announces goes to standard error.
    /// </summary>
    /// <exception cref="PostgresUnavailableException">Neither worked; the message says what to do.</exception>
    public static async Task<PostgresBinaries> FindOrInstallAsync(string repositoryRoot, CancellationToken cancellationToken = default)
    {
        if (PostgresBinaries.TryFind(repositoryRoot) is { } found)
        {
            return found;
        }

        return await InstallAsync(repositoryRoot, Console.Error, cancellationToken)
            ? PostgresBinaries.Find(repositoryRoot)
            : throw new PostgresUnavailableException(
                $"PostgreSQL {PostgresBinaries.MinimumMajor} or later is missing and could not be installed (see above). Install it, or point {PostgresBinaries.DirectoryVariable} at the directory that holds 'postgres' and 'initdb'.");
    }

    /// <summary>Runs the script; what it says goes to <paramref name="announce"/>, because standard output may be for machines.</summary>
    /// <returns>Whether it succeeded.</returns>
    internal static async Task<bool> InstallAsync(string repositoryRoot, TextWriter announce, CancellationToken cancellationToken)
    {
        var script = Path.Combine(repositoryRoot, "eng", "script", "install-postgresql.sh");
        var target = Path.Combine(repositoryRoot, ".leadcall", "tools", "postgresql");
        using var process = Process.Start(new ProcessStartInfo("bash", [script, target]) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            await announce.WriteLineAsync(line);
        }

        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0;
    }
}
