using System.Net.Sockets;
using Npgsql;

namespace LeadCall.Storage;

/// <summary>Tells trouble of the database's own, which passes, from a statement that was wrong.</summary>
public static class DatabaseFault
{
    /// <summary>
    /// PostgreSQL cannot be reached, is starting or stopping, ran out of connections, took too long, or gave up a deadlock.
    /// The statement may or may not have been committed.
    /// </summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.IsTransient || IsOperator(postgres.SqlState),
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is IOException or SocketException or TimeoutException,
        _ => false,
    };

    // Classes 08 (connection), 53 (resources) and 57P (the operator stops, restarts or has not finished starting).
    private static bool IsOperator(string sqlState) =>
        sqlState.StartsWith("08", StringComparison.Ordinal)
        || sqlState.StartsWith("53", StringComparison.Ordinal)
        || sqlState.StartsWith("57P", StringComparison.Ordinal);
}
