namespace LeadCall.Demo.PostgreSql;

/// <summary>How a private PostgreSQL cluster is run.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>The directory that holds the cluster; made if missing. The cluster itself lies in <c>data</c> below it.</summary>
    public required string Home { get; init; }

    /// <summary>The programs to run it with.</summary>
    public required PostgresBinaries Binaries { get; init; }

    /// <summary>Password of the superuser <c>leadcall</c>; given to the cluster when it is made.</summary>
    public required string Password { get; init; }

    /// <summary>The loopback port wished for; 0, or a busy one, means the next free one.</summary>
    public int Port { get; init; }

    /// <summary>True where data must survive a crash of the machine; false (tests) trades that for speed.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>True for a cluster that is deleted when it stops, also after its owner was killed.</summary>
    public bool Throwaway { get; init; }

    /// <summary>PostgreSQL's <c>max_connections</c>.</summary>
    public int MaxConnections { get; init; } = 300;

    /// <summary>How long a start may take. Recovery after a crash is part of it.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    internal string DataDirectory => Path.Combine(Home, "data");
}
