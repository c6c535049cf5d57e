using System.Diagnostics;
using System.Text.Json;

namespace LeadCall.Grains.Tests.Callers.PhoneNumbers;

/// <summary>
/// libphonenumber-js, asked in Node (tests/oracle/phone-numbers.js). Installed once into .leadcall/oracle by the exact lock file;
/// Node is <c>LEADCALL_NODE</c> or the <c>node</c> on the PATH. Without Node or the package the tests fail: they do not skip.
/// </summary>
internal static class PhoneNumberOracle
{
    private const string Package = "libphonenumber-js";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static string Repository { get; } = FindRepository();

    public static string PackageDirectory => Path.Combine(Home, "node_modules", Package);

    private static string Home => Path.Combine(Repository, ".leadcall", "oracle");

    private static string Sources => Path.Combine(Repository, "tests", "oracle");

    private static string Node => Environment.GetEnvironmentVariable("LEADCALL_NODE") is { Length: > 0 } node ? node : "node";

    /// <summary>The npm that came with that Node, or the one on the PATH.</summary>
    private static string Npm => Path.GetDirectoryName(Node) is { Length: > 0 } directory && File.Exists(Path.Combine(directory, "npm"))
        ? Path.Combine(directory, "npm")
        : "npm";

    /// <summary>The first line of the answer, and then one line for each spelling.</summary>
    public static async Task<(string Version, int Countries, IReadOnlyList<OracleReading> Readings)> Ask(int seed, int spellingsPerCountry)
    {
        await EnsureInstalled();
        var script = Path.Combine(Sources, "phone-numbers.js");
        var output = await Run(Node, [script, $"{seed}", $"{spellingsPerCountry}", Home]);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var first = JsonDocument.Parse(lines[0]);
        return (first.RootElement[0].GetString()!, first.RootElement[1].GetInt32(), [.. lines.Skip(1).Select(OracleReading.Parse)]);
    }

    public static async Task EnsureInstalled()
    {
        var lockFile = Path.Combine(Sources, "package-lock.json");
        var installedLock = Path.Combine(Home, "package-lock.json");
        if (File.Exists(installedLock) && File.Exists(Path.Combine(PackageDirectory, "package.json"))
            && await File.ReadAllTextAsync(installedLock) == await File.ReadAllTextAsync(lockFile))
        {
            return;
        }

        Directory.CreateDirectory(Home);
        File.Copy(Path.Combine(Sources, "package.json"), Path.Combine(Home, "package.json"), overwrite: true);
        File.Copy(lockFile, installedLock, overwrite: true);
        await Run(Npm, ["ci", "--prefix", Home, "--no-audit", "--no-fund", "--ignore-scripts"]);
    }

    /// <exception cref="InvalidOperationException">The program is missing, fails or does not end: the message says which and what to do.</exception>
    internal static async Task<string> Run(string program, string[] arguments)
    {
        var command = $"'{program} {string.Join(' ', arguments)}'";
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetDirectoryName(Node) is { Length: > 0 } besideNode)
        {
            start.Environment["PATH"] = besideNode + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        }

        using var process = TryStart(start);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{command} ended with {process.ExitCode}: {await errors}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{command} did not end within {Patience}.");
        }
    }

    private static Process TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw new InvalidOperationException(
                $"'{start.FileName}' cannot be started, so our phone numbers cannot be compared with {Package}. "
                + "Install Node 20 or newer with npm, or set LEADCALL_NODE to the path of node.",
                problem);
        }
    }

    private static string FindRepository()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "LeadCall.sln")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException($"No LeadCall.sln above {AppContext.BaseDirectory}: the tests have to run from a build inside the repository.");
    }
}

/// <summary>What the library read in one spelling; E164 is null when it read no number.</summary>
internal sealed record OracleReading(
    string Raw, string? DefaultCountry, string? E164, string? Country, string? Extension, bool IsValid, bool IsPossible, string? Type)
{
    public static OracleReading Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var fields = json.RootElement;
        return new OracleReading(
            fields[0].GetString()!, fields[1].GetString(), fields[2].GetString(), fields[3].GetString(), fields[4].GetString(),
            fields[5].GetBoolean(), fields[6].GetBoolean(), fields[7].GetString());
    }
}
