using System.Diagnostics;

namespace LeadCall.Demo.PostgreSql;

/// <summary>
/// The account PostgreSQL runs under. It refuses to run as root, so root hands it to <c>postgres</c> (Debian's package
/// makes that account) or, without one, to <c>nobody</c>; any other user runs it as himself.
/// </summary>
internal sealed record PostgresAccount(string? Name)
{
    public static PostgresAccount Current { get; } = new(Environment.IsPrivilegedProcess ? Unprivileged() : null);

    private static string Unprivileged() =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    /// <summary>A start of <paramref name="command"/> under this account, in "/" and without settings of another cluster.</summary>
    public ProcessStartInfo Command(PostgresBinaries? binaries, params IEnumerable<string> command)
    {
        string[] words = Name is null ? [.. command] : ["setpriv", $"--reuid={Name}", $"--regid={Group()}", "--init-groups", "--", .. command];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        binaries?.AddLibraryPath(start);
        return start;
    }

    private string Group() => Name == "nobody" ? "nogroup" : Name!;

    /// <summary>Runs a command of this account to its end.</summary>
    /// <returns>The exit code and everything it said.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(
        PostgresBinaries? binaries, string input, IEnumerable<string> command, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Command(binaries, command)) ?? throw new PostgresUnavailableException("No process could be started.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
