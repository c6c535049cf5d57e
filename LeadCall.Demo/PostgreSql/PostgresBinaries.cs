using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadCall.Demo.PostgreSql;

/// <summary>A directory with PostgreSQL's programs, found by version and not by presence.</summary>
/// <param name="Directory">Where <c>postgres</c> and <c>initdb</c> lie.</param>
/// <param name="Major">The major version, 15 or later.</param>
public sealed partial record PostgresBinaries(string Directory, int Major)
{
    /// <summary>The oldest version whose SQL we use.</summary>
    public const int MinimumMajor = 15;

    /// <summary>Environment variable naming the directory of PostgreSQL's programs; asked first.</summary>
    public const string DirectoryVariable = "LEADCALL_PG_BIN";

    /// <summary>
    /// Looks in <c>LEADCALL_PG_BIN</c>, then Debian's <c>/usr/lib/postgresql/*/bin</c>, then PATH, then the packages
    /// that <c>./leadcall</c> unpacked under <c>.leadcall/tools</c>; inside a place the newest version wins.
    /// </summary>
    /// <exception cref="PostgresUnavailableException">Nothing of version 15 or later was found.</exception>
    public static PostgresBinaries Find(string repositoryRoot) =>
        TryFind(repositoryRoot)
            ?? throw new PostgresUnavailableException(
                $"PostgreSQL {MinimumMajor} or later was not found. './leadcall test' and './leadcall up' install it; or point {DirectoryVariable} at the directory that holds 'postgres' and 'initdb'.");

    /// <summary>The same, with null for "not found".</summary>
    /// <exception cref="PostgresUnavailableException"><c>LEADCALL_PG_BIN</c> names a place without it.</exception>
    public static PostgresBinaries? TryFind(string repositoryRoot)
    {
        var named = Environment.GetEnvironmentVariable(DirectoryVariable);
        if (!string.IsNullOrEmpty(named))
        {
            return Inspect(named)
                ?? throw new PostgresUnavailableException(
                    $"{DirectoryVariable} is '{named}', but there is no PostgreSQL {MinimumMajor} or later. Point it at the directory that holds 'postgres' and 'initdb', or unset it.");
        }

        return Candidates(repositoryRoot).Select(Inspect).FirstOrDefault(found => found is not null);
    }

    private static IEnumerable<string> Candidates(string repositoryRoot)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return [.. Installed("/usr/lib/postgresql"), .. path, .. Installed(Path.Combine(ToolsDirectory(repositoryRoot), "usr/lib/postgresql"))];
    }

    /// <summary>Where <c>./leadcall</c> unpacks Debian's packages for a user who may not install them.</summary>
    private static string ToolsDirectory(string repositoryRoot) => Path.Combine(repositoryRoot, ".leadcall", "tools", "postgresql");

    private static IEnumerable<string> Installed(string parent) =>
        System.IO.Directory.Exists(parent)
            ? System.IO.Directory.GetDirectories(parent)
                .OrderByDescending(version => int.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var major) ? major : 0)
                .Select(version => Path.Combine(version, "bin"))
            : [];

    private static PostgresBinaries? Inspect(string directory)
    {
        var postgres = Path.Combine(directory, "postgres");
        if (!File.Exists(postgres) || !File.Exists(Path.Combine(directory, "initdb")))
        {
            return null;
        }

        var start = new ProcessStartInfo(postgres, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        new PostgresBinaries(directory, 0).AddLibraryPath(start);
        using var process = Process.Start(start);
        var match = VersionPattern().Match(process?.StandardOutput.ReadToEnd() ?? "");
        process?.WaitForExit();
        return match.Success && int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is var major && major >= MinimumMajor
            ? new PostgresBinaries(directory, major)
            : null;
    }

    /// <summary>Unpacked (not installed) packages bring their libraries beside them: <c>…/usr/lib/&lt;triplet&gt;</c>.</summary>
    internal void AddLibraryPath(ProcessStartInfo start)
    {
        var lib = Path.GetFullPath(Path.Combine(Directory, "../../.."));
        if (lib is "/usr/lib" or "/" || !System.IO.Directory.Exists(Path.Combine(lib, "postgresql")))
        {
            return;
        }

        var directories = System.IO.Directory.GetDirectories(lib, "*-linux-gnu*");
        if (directories.Length > 0)
        {
            start.Environment["LD_LIBRARY_PATH"] = string.Join(':', directories);
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\)\s+(\d+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();
}
