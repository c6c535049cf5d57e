using Npgsql;

namespace LeadCall.TestKit.PostgreSql;

/// <summary>Connections that make and drop databases. Not pooled: the server they go to may have restarted since.</summary>
internal static class MaintenanceConnection
{
    public static async Task<NpgsqlConnection> OpenAsync(string adminConnectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(adminConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs one statement without parameters. Names in it are ours, never input.</summary>
    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
