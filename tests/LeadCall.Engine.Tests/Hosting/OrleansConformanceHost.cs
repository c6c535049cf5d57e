#if LEADCALL_ORLEANS
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace LeadCall.Engine.Tests.Hosting;

/// <summary>
/// Orleans itself, in this process, on short real times. <c>LEADCALL_TEST_SILOS</c> says how many silos (1 by default); with 2, calls,
/// streams and state cross between them.
/// </summary>
public sealed class OrleansConformanceHost : ConformanceHost
{
    private readonly InProcessTestCluster cluster;

    private OrleansConformanceHost()
    {
        var silos = short.Parse(Environment.GetEnvironmentVariable("LEADCALL_TEST_SILOS") ?? "1", CultureInfo.InvariantCulture);
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) => Configure(silo));
        builder.ConfigureClient(client =>
        {
            client.AddActivityPropagation();
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
        });
        cluster = builder.Build();
    }

    public override IClusterClient Client => cluster.Client;

    public override IServiceProvider Services => cluster.GetSiloServiceProvider();

    public override TimeSpan ResponseTimeout { get; } = TimeSpan.FromSeconds(6);

    public override TimeSpan CollectionAge { get; } = TimeSpan.FromSeconds(5);

    public override TimeSpan ReminderMinimum { get; } = TimeSpan.FromSeconds(2);

    public override TimeSpan StreamDeliveryTime { get; } = TimeSpan.FromSeconds(8);

    public static async Task<ConformanceHost> StartAsync()
    {
        var host = new OrleansConformanceHost();
        await host.cluster.DeployAsync();
        return host;
    }

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

    public override Task<ConformanceHost> RestartAsync()
    {
        Assert.Skip("Orleans' in-memory reminders end with their cluster. The silo's own tests restart it on PostgreSQL.");
        return Task.FromResult<ConformanceHost>(this);
    }

    public override async ValueTask DisposeAsync() => await cluster.DisposeAsync();

    private void Configure(ISiloBuilder silo)
    {
        AddCommon(silo, Log);
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.AddMemoryGrainStorageAsDefault();
        silo.AddMemoryGrainStorage("PubSubStore");
        silo.UseInMemoryReminderService();
        silo.AddMemoryStreams(Streams, streams => streams.ConfigurePullingAgent(agent => agent.Configure(options =>
            options.MaxEventDeliveryTime = StreamDeliveryTime)));
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
        silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = ReminderMinimum);
        silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromSeconds(1);
            options.CollectionAge = CollectionAge;
        });
    }
}
#endif
