using Npgsql;
using Orleans.Embedded;

namespace Orleans.Hosting;

/// <summary>What only the embedded engine can be told. Called from one composition file and from tests.</summary>
public static class EmbeddedSiloBuilderExtensions
{
    /// <summary>
    /// State and reminders in PostgreSQL, in the tables <c>embedded_grain_state</c> and <c>embedded_reminders</c> of this data source's
    /// search path. They survive restarts.
    /// </summary>
    public static ISiloBuilder UseEmbeddedPostgres(this ISiloBuilder builder, NpgsqlDataSource dataSource) =>
        throw new NotImplementedException();

    /// <summary>State and reminders in PostgreSQL, with the data source taken from the services when the silo starts.</summary>
    public static ISiloBuilder UseEmbeddedPostgres(this ISiloBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource) =>
        throw new NotImplementedException();

    /// <summary>State and reminders in this process only. The default.</summary>
    public static ISiloBuilder UseEmbeddedMemory(this ISiloBuilder builder) => throw new NotImplementedException();

    /// <summary>A stream provider of this name.</summary>
    public static ISiloBuilder AddEmbeddedStreams(this ISiloBuilder builder, string name) => throw new NotImplementedException();

    /// <summary>Time-outs and ages of the engine.</summary>
    public static ISiloBuilder ConfigureEmbedded(this ISiloBuilder builder, Action<EmbeddedSiloOptions> configure) =>
        builder.Configure(configure);

    /// <summary>Disturbances for tests.</summary>
    public static ISiloBuilder ConfigureEmbeddedChaos(this ISiloBuilder builder, Action<EmbeddedChaosOptions> configure) =>
        builder.Configure(configure);
}
