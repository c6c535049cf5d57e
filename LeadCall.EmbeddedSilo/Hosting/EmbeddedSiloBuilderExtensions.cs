using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Orleans.Embedded;
using Orleans.Postgres;
using Orleans.Storage;
using Orleans.Streams;

namespace Orleans.Hosting;

/// <summary>
/// What only the embedded engine can be told. Called from one composition file and from tests. Without any of it state and reminders
/// live in this process only.
/// </summary>
public static class EmbeddedSiloBuilderExtensions
{
    /// <summary>
    /// State and reminders in PostgreSQL, in the tables <c>embedded_grain_state</c> and <c>embedded_reminders</c> of the data source's
    /// search path. They survive restarts.
    /// </summary>
    public static ISiloBuilder UseEmbeddedPostgres(this ISiloBuilder builder, NpgsqlDataSource dataSource) =>
        builder.UseEmbeddedPostgres(_ => dataSource);

    /// <inheritdoc cref="UseEmbeddedPostgres(ISiloBuilder,NpgsqlDataSource)"/>
    public static ISiloBuilder UseEmbeddedPostgres(this ISiloBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource)
    {
        builder.Services.Replace(
            ServiceDescriptor.Singleton<IGrainStorage>(services => new PostgresGrainStorage(dataSource(services))));
        builder.Services.Replace(
            ServiceDescriptor.Singleton<IReminderTable>(services => new PostgresReminderTable(dataSource(services))));
        return builder;
    }

    /// <summary>
    /// Lets <c>[PersistentState(…, storageName)]</c> find the silo's storage under this name. State without a storage name needs no call.
    /// </summary>
    public static ISiloBuilder AddEmbeddedStorageName(this ISiloBuilder builder, string storageName)
    {
        builder.Services.AddKeyedSingleton<IGrainStorage>(storageName, (services, _) => services.GetRequiredService<IGrainStorage>());
        return builder;
    }

    /// <summary>A stream provider of this name.</summary>
    public static ISiloBuilder AddEmbeddedStreams(this ISiloBuilder builder, string name)
    {
        builder.Services.AddKeyedSingleton<IStreamProvider>(
            name, (services, _) => new EmbeddedStreamProvider(services.GetRequiredService<EmbeddedSilo>(), name));
        return builder;
    }

    /// <summary>Time-outs and ages of the engine.</summary>
    public static ISiloBuilder ConfigureEmbedded(this ISiloBuilder builder, Action<EmbeddedSiloOptions> configure) =>
        builder.Configure(configure);

    /// <summary>Disturbances for tests.</summary>
    public static ISiloBuilder ConfigureEmbeddedChaos(this ISiloBuilder builder, Action<EmbeddedChaosOptions> configure) =>
        builder.Configure(configure);
}
