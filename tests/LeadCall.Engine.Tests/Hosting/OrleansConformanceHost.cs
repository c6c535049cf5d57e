#if LEADCALL_ORLEANS
using LeadCall.TestKit.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace LeadCall.Engine.Tests.Hosting;

/// <summary>
/// Orleans itself, one silo or several in this process, state and reminders in a real PostgreSQL. Its clock cannot be moved: times are short
/// and pass for real.
/// </summary>
public sealed class OrleansConformanceHost : ConformanceHost
{
    private const string Npgsql = "Npgsql";

    private readonly InProcessTestCluster cluster;
    private readonly TestDatabase database;
    private readonly int silos;
    private IServiceProvider services = null!;
    private bool databaseLivesOn;

    private OrleansConformanceHost(TestDatabase database, int silos)
    {
        (this.database, this.silos) = (database, silos);
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ServiceId = "conformance";
        builder.ConfigureSilo((_, silo) => Configure(silo));
        cluster = builder.Build();
    }

    /// <summary>The client inside the first silo, as in a process that is API and silo at once.</summary>
    public override IClusterClient Client => Services.GetRequiredService<IClusterClient>();

    public override IServiceProvider Services => services;

    public override TimeSpan ResponseTimeout => TimeSpan.FromSeconds(8);

    public override TimeSpan CollectionAge => TimeSpan.FromSeconds(6);

    public override TimeSpan ReminderMinimum => TimeSpan.FromSeconds(2);

    public override TimeSpan StreamDeliveryTime => TimeSpan.FromSeconds(8);

    public static async Task<ConformanceHost> StartAsync(int silos) => await StartAsync(await TestDatabase.CreateAsync(), silos);

    public override bool CancelledInQueueNeverRuns => false;

    public override bool IsFaultOfStop(Exception failure) => failure is TimeoutException or OrleansException;

    public override async Task Eventually(Task task, TimeSpan within = default)
    {
        using var patience = new CancellationTokenSource(within + Patience);
        var given = Task.Delay(Timeout.Infinite, patience.Token);
        if (await Task.WhenAny(task, given) == given)
        {
            throw new NotInTimeException(within);
        }

        await patience.CancelAsync();
        await task;
    }

    public override Task Pass(TimeSpan time) => Task.Delay(time);

    public override Task StopAsync() => cluster.StopAllSilosAsync();

    public override async Task<ConformanceHost> RestartAsync()
    {
        databaseLivesOn = true;
        return await StartAsync(database, silos);
    }

    public override async ValueTask DisposeAsync()
    {
        // Calls that a test leaves hanging would hold a graceful stop for as long as the engine is patient.
        foreach (var silo in cluster.Silos)
        {
            await cluster.KillSiloAsync(silo);
        }

        await cluster.DisposeAsync();
        if (!databaseLivesOn)
        {
            await database.DisposeAsync();
        }
    }

    private static async Task<ConformanceHost> StartAsync(TestDatabase database, int silos)
    {
        var host = new OrleansConformanceHost(database, silos) { Patience = TimeSpan.FromSeconds(30) };
        await host.cluster.DeployAsync();
        host.services = host.cluster.Silos[0].ServiceProvider;
        return host;
    }

    private void Configure(ISiloBuilder silo)
    {
        AddCommon(silo, Log);
        silo
            .Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout)
            .Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionAge = CollectionAge;
                options.CollectionQuantum = TimeSpan.FromSeconds(1);
                options.DeactivationTimeout = TimeSpan.FromSeconds(2);
            })
            .Configure<ReminderOptions>(options =>
            {
                options.MinimumReminderPeriod = ReminderMinimum;
                options.RefreshReminderListPeriod = TimeSpan.FromSeconds(1);
            })
            .UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Npgsql, database.ConnectionString))
            .AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = (Npgsql, database.ConnectionString))
            .AddMemoryStreams(Streams, streams =>
            {
                streams.ConfigureStreamPubSub(Orleans.Streams.StreamPubSubType.ImplicitOnly);
                streams.ConfigurePullingAgent(agent => agent.Configure(options =>
                {
                    options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(25);
                    options.MaxEventDeliveryTime = StreamDeliveryTime;
                }));
            });
    }
}
#endif
