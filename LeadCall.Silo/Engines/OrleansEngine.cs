using System.Net;
using LeadCall.Grains.Feed;
using LeadCall.Silo.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.Streams;

namespace LeadCall.Silo.Engines;

/// <summary>
/// The engine operators run: Orleans, one silo or many. Membership, reminders and grain state live in LeadCall's database, in
/// tables and statements of ours (migration 0003_orleans_engine).
/// </summary>
public static class LeadCallEngine
{
    /// <summary>As shown in the banner and in /health.</summary>
    public const string Name = "Orleans";

    private const string Npgsql = "Npgsql";

    // Events of a tenant keep their order within one queue; more queues spread tenants over the silos. Every silo must have the same number.
    private const int StreamQueues = 8;

    /// <summary>Makes the host a silo. Its start waits for the shared lock on the database.</summary>
    /// <param name="configure">What the silo does beside hosting grains.</param>
    /// <exception cref="SiloSettingsException">A setting cannot work.</exception>
    public static void UseLeadCallEngine(
        this IHostApplicationBuilder builder, SiloSettings settings, Action<ISiloBuilder>? configure = null)
    {
        settings = settings.Validated();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.HostShutdownTimeout);
        builder.Services.AddClusterLock(settings, ClusterLockMode.Shared);
        builder.UseOrleans(silo => silo
            .UseDatabase(settings)
            .UseTenantStreams(settings)
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (settings.ClusterId, settings.ServiceId))
            .ConfigureEndpoints(IPAddress.Parse(settings.AdvertisedAddress), settings.SiloPort, settings.GatewayPort)
            .Configure<SiloMessagingOptions>(options => options.ResponseTimeout = settings.ResponseTimeout)
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = settings.ResponseTimeout)
            .Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionAge = settings.CollectionAge;
                options.DeactivationTimeout = settings.DeactivationTimeout;
            })
            .AddActivityPropagation()
            .With(configure));
    }

    private static ISiloBuilder UseDatabase(this ISiloBuilder silo, SiloSettings settings) => silo
        .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Npgsql, settings.EngineConnectionString))
        .UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Npgsql, settings.EngineConnectionString))
        .AddAdoNetGrainStorage(SiloSettings.StorageName, options => options.Configure<Serializer>((storage, serializer) =>
        {
            (storage.Invariant, storage.ConnectionString) = (Npgsql, settings.EngineConnectionString);

            // The serializer of messages: state keeps to the same rules ([Id], [Alias]) and reads what older and newer pods wrote.
            storage.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }));

    // Subscriptions are implicit only, so nothing about them is stored; a lost event costs a viewer one refetch.
    private static ISiloBuilder UseTenantStreams(this ISiloBuilder silo, SiloSettings settings) => silo
        .AddMemoryStreams(FeedStream.Provider, streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePartitioning(StreamQueues);
            streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = settings.StreamPullingPeriod));
        });
}
