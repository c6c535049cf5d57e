using LeadCall.Grains.Feed;
using LeadCall.Silo.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace LeadCall.Silo.Engines;

/// <summary>
/// The engine of a laptop, a demo and most tests: everything in this process, one process per database. State and reminders
/// live in LeadCall's database and survive restarts.
/// </summary>
public static class LeadCallEngine
{
    /// <summary>As shown in the banner and in /health.</summary>
    public const string Name = "Embedded";

    /// <summary>Makes the host the one silo. Its start is refused while another process uses the database.</summary>
    /// <param name="configure">What the silo does beside hosting grains.</param>
    /// <exception cref="SiloSettingsException">A setting cannot work.</exception>
    public static void UseLeadCallEngine(
        this IHostApplicationBuilder builder, SiloSettings settings, Action<ISiloBuilder>? configure = null)
    {
        settings = settings.Validated();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.HostShutdownTimeout);
        builder.Services.AddClusterLock(settings, ClusterLockMode.Exclusive);
        builder.Services.AddKeyedSingleton(Name, (_, _) => NpgsqlDataSource.Create(settings.EngineConnectionString));
        builder.UseOrleans(silo => silo
            .UseEmbeddedPostgres(services => services.GetRequiredKeyedService<NpgsqlDataSource>(Name))
            .AddEmbeddedStorageName(SiloSettings.StorageName)
            .AddEmbeddedStreams(FeedStream.Provider)
            .ConfigureEmbedded(options =>
            {
                options.ResponseTimeout = settings.ResponseTimeout;
                options.CollectionAge = settings.CollectionAge;
                options.ActivationTimeout = settings.DeactivationTimeout;
                options.StopTimeout = settings.DeactivationTimeout;
            })
            .AddActivityPropagation()
            .With(configure));
    }
}
