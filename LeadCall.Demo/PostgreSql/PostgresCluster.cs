using System.Globalization;

namespace LeadCall.Demo.PostgreSql;

/// <summary>The cluster's directory: made at the first start, healed at every later one.</summary>
internal static class PostgresCluster
{
    // $1 home, $2 data, $3 initdb; the password comes through standard input and never stands in a command line.
    // The directory gets its name only when initdb is through, so a killed first start leaves nothing half made.
    private const string Make = """
        set -e
        umask 077
        rm -rf -- "$2.new"
        cat > "$1/password"
        "$3" --pgdata="$2.new" --username=leadcall --pwfile="$1/password" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync --no-instructions
        rm -f -- "$1/password"
        mv -- "$2.new" "$2"
        """;

    // $1 data. A postmaster that still holds this directory lost its owner: it is stopped before ours starts. A
    // postmaster.pid without such a process is PostgreSQL's own affair: it checks and replaces it.
    private const string Heal = """
        pid=$(head -n 1 "$1/postmaster.pid" 2>/dev/null) || exit 0
        [ "$(readlink "/proc/$pid/cwd")" = "$(readlink -f "$1")" ] || exit 0
        kill -INT "$pid" || exit 0
        n=0
        while kill -0 "$pid" 2>/dev/null; do
          n=$((n + 1))
          [ "$n" -lt 200 ] || { echo "A PostgreSQL (process $pid) still runs on $1 and does not stop."; exit 1; }
          sleep 0.05
        done
        """;

    public static async Task PrepareAsync(PostgresServerOptions options, CancellationToken cancellationToken)
    {
        await PostgresHome.MakeAsync(options.Home, cancellationToken);
        var version = await RunAsync(options, "", ["sh", "-c", "cat \"$1/PG_VERSION\" 2>/dev/null || true", "sh", options.DataDirectory], cancellationToken);
        if (version.Length == 0)
        {
            var initdb = Path.Combine(options.Binaries.Directory, "initdb");
            await RunAsync(options, options.Password, ["sh", "-c", Make, "sh", options.Home, options.DataDirectory, initdb], cancellationToken);
        }
        else if (version != options.Binaries.Major.ToString(CultureInfo.InvariantCulture))
        {
            throw new PostgresUnavailableException(
                $"The data in '{options.Home}' was made by PostgreSQL {version}, but the programs in '{options.Binaries.Directory}' are version {options.Binaries.Major}. Point {PostgresBinaries.DirectoryVariable} at version {version}, or remove the data with './leadcall down --wipe'.");
        }
        else
        {
            await StopLeftoverAsync(options.DataDirectory, cancellationToken);
        }
    }

    /// <summary>Stops a postmaster that outlived its owner; none is fine.</summary>
    public static Task StopLeftoverAsync(string dataDirectory, CancellationToken cancellationToken) =>
        RunAsync(null, dataDirectory, "", ["sh", "-c", Heal, "sh", dataDirectory], cancellationToken);

    private static Task<string> RunAsync(PostgresServerOptions options, string input, string[] command, CancellationToken cancellationToken) =>
        RunAsync(options.Binaries, options.Home, input, command, cancellationToken);

    private static async Task<string> RunAsync(PostgresBinaries? binaries, string place, string input, string[] command, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await PostgresAccount.Current.RunAsync(binaries, input, command, cancellationToken);
        return exitCode == 0
            ? output.Trim()
            : throw new PostgresUnavailableException($"The private PostgreSQL in '{place}' could not be prepared: {output.Trim()}");
    }
}
