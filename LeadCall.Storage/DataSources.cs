using Npgsql;

namespace LeadCall.Storage;

/// <summary>How LeadCall opens its database: bounded, named pools, so that one kind of work cannot take the connections of another (DESIGN 5).</summary>
public static class DataSources
{
    /// <summary>Longest time a command may take; shorter than the response time-out of a grain call (30 s).</summary>
    public static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(10);

    // Statements are written out in the stores, so their number is small and each is prepared once per connection.
    private const int PreparedStatements = 100;

    /// <param name="connectionString">Its pool size, time-outs and application name are overruled.</param>
    /// <param name="name">Shown in metrics and in pg_stat_activity.</param>
    /// <param name="connections">Upper bound; a command waits for a free one up to <see cref="CommandTimeout"/>.</param>
    public static NpgsqlDataSource Create(string connectionString, string name, int connections)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = name };
        var settings = builder.ConnectionStringBuilder;
        settings.ApplicationName = name;
        settings.MaxPoolSize = connections;
        settings.Timeout = (int)CommandTimeout.TotalSeconds;
        settings.CommandTimeout = (int)CommandTimeout.TotalSeconds;
        settings.MaxAutoPrepare = PreparedStatements;
        settings.AutoPrepareMinUsages = 2;
        return builder.Build();
    }
}
