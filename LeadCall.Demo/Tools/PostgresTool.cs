using System.Diagnostics;
using LeadCall.Demo.PostgreSql;

namespace LeadCall.Demo.Tools;

/// <summary>PostgreSQL's programs, found by version; where there are none, Debian's packages of them.</summary>
public static class PostgresTool
{
    /// <summary>
    /// Finds PostgreSQL, or lets <c>eng/script/install-postgresql.sh</c> fetch it: installed by apt for root, else
    /// unpacked under <c>.leadcall/tools/postgresql</c>. The script announces what it does.
    /// </summary>
    /// <exception cref="PostgresUnavailableException">Neither worked; the message says what to do.</exception>
    public static async Task<PostgresBinaries> FindOrInstallAsync(string repositoryRoot, CancellationToken cancellationToken = default)
    {
        if (PostgresBinaries.TryFind(repositoryRoot) is { } found)
        {
            return found;
        }

        var script = Path.Combine(repositoryRoot, "eng", "script", "install-postgresql.sh");
        using var process = Process.Start("bash", [script, Path.Combine(repositoryRoot, ".leadcall", "tools", "postgresql")]);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? PostgresBinaries.Find(repositoryRoot)
            : throw new PostgresUnavailableException(
                $"PostgreSQL {PostgresBinaries.MinimumMajor} or later is missing and could not be installed (see above). Install it, or point {PostgresBinaries.DirectoryVariable} at the directory that holds 'postgres' and 'initdb'.");
    }
}
