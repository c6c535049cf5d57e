using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace LeadCall.Demo.PostgreSql;

/// <summary>
/// A PostgreSQL of our own: one cluster, on a loopback port and no Unix socket (no path can be too long for it), with a
/// password, running only as long as this process. The postmaster has its own session, so Ctrl-C in a terminal reaches
/// us first; a watcher holds our end of a pipe and stops the postmaster when the pipe closes, however we end.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "leadcall";
    private const int PortAttempts = 5;

    // $1 signal that stops the postmaster, $2 directory to remove afterwards (unless told "keep") or "", the rest is
    // the postmaster.
    // The watcher is nobody's child: the postmaster would take the end of an unknown child for a crash.
    private const string Watched = """
        exec 3<&0 </dev/null
        signal=$1 discard=$2
        shift 2
        ( (
          exec >/dev/null 2>&1
          read -r word <&3
          kill -s "$signal" $$
          [ -n "$discard" ] && [ "$word" != keep ] || exit 0
          while kill -0 $$; do sleep 0.05; done
          rm -rf -- "$discard"
        ) & )
        exec 3<&-
        exec "$@"
        """;

    private readonly PostgresServerOptions options;
    private Process? process;
    private PostgresLog? log;

    private PostgresServer(PostgresServerOptions options) => this.options = options;

    /// <summary>The loopback port it listens on; the same after a restart.</summary>
    public int Port { get; private set; }

    /// <summary>Connection string of the superuser to the maintenance database <c>postgres</c>.</summary>
    public string AdminConnectionString => ConnectionStringTo("postgres");

    /// <summary>Connection string of the superuser to one database.</summary>
    public string ConnectionStringTo(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = User,
        Password = options.Password,
        Database = database,
    }.ConnectionString;

    /// <summary>Makes the cluster if there is none yet, heals what a killed owner left behind, and starts it.</summary>
    /// <exception cref="PostgresUnavailableException">It does not start; the message quotes PostgreSQL.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresServerOptions options, CancellationToken cancellationToken = default)
    {
        await PostgresCluster.PrepareAsync(options, cancellationToken);
        var server = new PostgresServer(options) { Port = options.Port };
        await server.StartAgainAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts it after <see cref="StopAsync"/>, on the port it had.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        var fixedPort = log is not null;
        for (var attempt = 1; ; attempt++)
        {
            Port = fixedPort ? Port : LoopbackPort.FreeOr(attempt == 1 ? Port : 0);
            Launch();
            if (await log!.ReadyAsync(options.StartTimeout, cancellationToken))
            {
                return;
            }

            await StopAsync(CancellationToken.None);
            if (!log.PortWasTaken || fixedPort || attempt == PortAttempts)
            {
                throw new PostgresUnavailableException($"The private PostgreSQL in '{options.Home}' did not start. It said: {log.Tail}");
            }
        }
    }

    /// <summary>Stops it; open connections are broken off. A durable cluster is left clean on disk.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (process is not null)
        {
            await process.StandardInput.WriteLineAsync("keep".AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            process.Dispose();
            process = null;
        }
    }

    /// <summary>Stops it and deletes it if it is a <see cref="PostgresServerOptions.Throwaway"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (options.Throwaway)
        {
            await PostgresAccount.Current.RunAsync(null, "", ["rm", "-rf", "--", options.Home], CancellationToken.None);
        }
    }

    private void Launch()
    {
        // A commit still reaches the kernel without fsync, so what was committed survives the end of PostgreSQL's processes.
        string[] settings = options.Durable
            ? []
            : ["fsync=off", "full_page_writes=off", "max_wal_size=4GB", "checkpoint_timeout=1h"];
        string[] postmaster =
        [
            Path.Combine(options.Binaries.Directory, "postgres"), "-D", options.DataDirectory,
            "-p", Port.ToString(CultureInfo.InvariantCulture),
            .. Setting("listen_addresses=127.0.0.1"), .. Setting("unix_socket_directories="), .. Setting("lc_messages=C"),
            .. Setting("logging_collector=off"), .. Setting("log_destination=stderr"), .. Setting("jit=off"),
            .. Setting(string.Create(CultureInfo.InvariantCulture, $"max_connections={options.MaxConnections}")),
            .. settings.SelectMany(Setting),
        ];
        string[] command = ["setsid", "sh", "-c", Watched, "sh", options.Durable ? "INT" : "QUIT", options.Throwaway ? options.Home : "", .. postmaster];
        process = Process.Start(PostgresAccount.Current.Command(options.Binaries, command))
            ?? throw new PostgresUnavailableException("No process could be started for PostgreSQL.");
        log = PostgresLog.Read(process, options.Throwaway ? null : Path.Combine(options.Home, "postgres.log"));
    }

    private static string[] Setting(string assignment) => ["-c", assignment];
}
