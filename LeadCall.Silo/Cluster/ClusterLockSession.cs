using Npgsql;

namespace LeadCall.Silo.Cluster;

/// <summary>
/// One PostgreSQL session that holds the lock: PostgreSQL lets go of it with the session, however that ends. The session is unpooled,
/// and both sides probe it, so that neither believes in a peer that is gone.
/// </summary>
internal sealed class ClusterLockSession : IAsyncDisposable
{
    // Advisory locks are per database; this number is ours among them: "LCengine".
    private const int KeyHigh = 0x4C43_656E;
    private const int KeyLow = 0x6769_6E65;
    private const long Key = ((long)KeyHigh << 32) | KeyLow;

    private readonly NpgsqlConnection connection;

    private ClusterLockSession(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>Connects and takes the lock.</summary>
    /// <exception cref="DatabaseInUseException">Another process has it and kept it for <see cref="ClusterLockOptions.Patience"/>.</exception>
    /// <exception cref="NpgsqlException">PostgreSQL cannot be reached or ended the session.</exception>
    public static async Task<ClusterLockSession> OpenAsync(ClusterLockOptions options, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(ConnectionString(options));
        try
        {
            await connection.OpenAsync(cancellationToken);
            await ExecuteAsync(connection, SessionSettings(options), cancellationToken);
            await TakeAsync(connection, options, cancellationToken);
            return new ClusterLockSession(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns why the session is gone, or null once <paramref name="stop"/> is cancelled.</summary>
    public async Task<Exception?> EndedAsync(CancellationToken stop)
    {
        try
        {
            // Nobody notifies this session: the wait only ends with the session, or with the keepalive that proves it dead.
            while (true)
            {
                await connection.WaitAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
        {
            return e;
        }
    }

    /// <summary>Lets go of the lock; at once for others if the session is still alive.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await ExecuteAsync(connection, "SELECT pg_advisory_unlock_all()", CancellationToken.None);
            }
        }
        catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
        {
            // The session ended first, and the lock with it.
        }

        await connection.DisposeAsync();
    }

    private static async Task TakeAsync(NpgsqlConnection connection, ClusterLockOptions options, CancellationToken cancellationToken)
    {
        var function = options.Mode == ClusterLockMode.Exclusive ? "pg_advisory_lock" : "pg_advisory_lock_shared";
        try
        {
            await ExecuteAsync(connection, $"SELECT {function}({Key})", cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            var holders = await HoldersAsync(connection, cancellationToken);
            throw new DatabaseInUseException($"Database '{connection.Database}' on {connection.Host}:{connection.Port}", options.Mode, holders);
        }
    }

    private static async Task<IReadOnlyList<ClusterLockHolder>> HoldersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT l.pid, nullif(a.application_name, ''), host(a.client_addr), a.backend_start
            FROM pg_locks l
            LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.classid = $1::oid AND l.objid = $2::oid
            ORDER BY a.backend_start
            """,
            connection);
        command.Parameters.AddWithValue(KeyHigh);
        command.Parameters.AddWithValue(KeyLow);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<ClusterLockHolder> holders = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            holders.Add(Holder(reader));
        }

        return holders;
    }

    private static ClusterLockHolder Holder(NpgsqlDataReader row) => new(
        row.GetInt32(0),
        row.IsDBNull(1) ? null : row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3));

    private static string ConnectionString(ClusterLockOptions options) => new NpgsqlConnectionStringBuilder(options.ConnectionString)
    {
        // PostgreSQL cuts this at 63 bytes: the host goes last.
        ApplicationName = $"LeadCall {options.Engine}, process {Environment.ProcessId} on {Environment.MachineName}",
        Pooling = false,
        Enlist = false,
        KeepAlive = (int)options.KeepAlive.TotalSeconds,
        TcpKeepAlive = true,
        CommandTimeout = (int)Math.Ceiling(options.Patience.TotalSeconds) + 10,
    }.ConnectionString;

    // The server's own probes end the session of a host that vanished without a word, so that its successor does not wait for hours.
    private static string SessionSettings(ClusterLockOptions options) =>
        $"""
        SET lock_timeout = {(long)options.Patience.TotalMilliseconds};
        SET idle_session_timeout = 0;
        SET tcp_keepalives_idle = 10;
        SET tcp_keepalives_interval = 5;
        SET tcp_keepalives_count = 3
        """;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
