namespace LeadCall.Silo.Cluster;

/// <summary>How a process claims its database. The times fit PostgreSQL on the same network; they are settings for tests.</summary>
public sealed record ClusterLockOptions
{
    /// <summary>
    /// Npgsql connection string of the database to claim. Directly to PostgreSQL: behind a pooler in transaction mode a session's lock is
    /// worth nothing.
    /// </summary>
    public required string ConnectionString { get; init; }

    public required ClusterLockMode Mode { get; init; }

    /// <summary>Name of the engine, for the error a second process gets.</summary>
    public required string Engine { get; init; }

    /// <summary>How long to wait at start for a holder that is just ending (a restart).</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often the connection is proven alive; a dead one is noticed within twice this time. Whole seconds.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a lost lock may stay lost before the process ends.</summary>
    public TimeSpan RegainWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause between two tries to regain a lost lock.</summary>
    public TimeSpan RetryEvery { get; init; } = TimeSpan.FromSeconds(1);
}
