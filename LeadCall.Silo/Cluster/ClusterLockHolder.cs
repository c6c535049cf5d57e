using System.Globalization;

namespace LeadCall.Silo.Cluster;

/// <summary>A process that holds the lock, as PostgreSQL sees its session.</summary>
/// <param name="SessionId">Process id of the session at the PostgreSQL server; <c>pg_terminate_backend</c> takes it.</param>
/// <param name="Name">What the session calls itself: engine, process id and host. Null if this role may not see it.</param>
/// <param name="Address">Where it connects from. Null over a Unix socket, or if this role may not see it.</param>
/// <param name="Since">When it connected. Null if this role may not see it.</param>
public sealed record ClusterLockHolder(int SessionId, string? Name, string? Address, DateTimeOffset? Since)
{
    /// <inheritdoc />
    public override string ToString()
    {
        var from = Address is null ? "" : $" from {Address}";
        var since = Since is { } time ? $" since {time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}" : "";
        return $"{Name ?? "another LeadCall process"} (PostgreSQL session {SessionId}{from}{since})";
    }
}
