using LeadCall.Grains;
using LeadCall.Grains.Calls;
using LeadCall.Grains.Zoho;
using LeadCall.Silo.Database;
using LeadCall.Storage.Callers;
using LeadCall.Storage.Syncs;
using LeadCall.Storage.Zoho;
using LeadCall.Zoho;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LeadCall.Silo;

/// <summary>What brings calls to Zoho: stores, the Zoho client, the options of queue, connection and index, and the sweep.</summary>
public static class SyncComposition
{
    /// <summary>Needs the pool <see cref="DatabasePools.Sync"/>, a <see cref="TimeProvider"/> and the secrets.</summary>
    public static IServiceCollection AddSync(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddZoho(configuration.GetSection("Zoho"));
        services.AddSingleton(provider => new SyncStore(provider.SyncPool()));
        services.TryAddSingleton(provider => new SyncCommandStore(provider.SyncPool()));
        services.AddSingleton(provider => new SyncPickStore(provider.SyncPool()));
        services.AddSingleton(provider => new WriteStore(provider.SyncPool()));
        services.AddSingleton(provider => new ConnectionStore(provider.SyncPool()));
        services.AddSingleton(provider => new IncidentStore(provider.SyncPool()));
        services.AddSingleton(provider => new FieldDefaultStore(provider.SyncPool()));
        services.AddSingleton(provider => new CrmPhoneStore(provider.SyncPool()));
        services.TryAddSingleton(provider => new CallerStore(provider.SyncPool()));

        services.AddOptions<SyncOptions>().Bind(configuration.GetSection("Sync"))
            .Validate(o => IsBetween(o.Settle, 1, 3600), "Sync:Settle must be 1 s to 1 h.")
            .Validate(o => IsBetween(o.BetweenLooks, 1, 3600), "Sync:BetweenLooks must be 1 s to 1 h.")
            .Validate(o => IsBetween(o.SenderLost, 5, 3600), "Sync:SenderLost must be 5 s to 1 h.")
            .Validate<IOptions<ZohoOptions>>(
                (o, zoho) => o.SenderLost > zoho.Value.WriteTimeout,
                "Sync:SenderLost must be longer than Zoho:WriteTimeout, or a request under way would be taken for lost.")
            .ValidateOnStart();
        services.AddOptions<SyncQueueOptions>().Bind(configuration.GetSection("Sync:Queue"))
            .Validate(o => o.Window is >= 1 and <= 2_000, "Sync:Queue:Window must be 1 to 2000.")
            .Validate(o => o.SiloPlaces is >= 10 and <= 20_000, "Sync:Queue:SiloPlaces must be 10 to 20000.")
            .Validate(o => o.CrowdFrom >= 1, "Sync:Queue:CrowdFrom must be at least 1.")
            .Validate(o => o.Lease >= TimeSpan.FromSeconds(30) && o.Lease <= TimeSpan.FromHours(1), "Sync:Queue:Lease must be 30 s to 1 h.")
            .ValidateOnStart();

        // A queue looks at its own leases at least once per lease: one that is silent for two is lost.
        services.AddSingleton(provider =>
        {
            var queue = provider.GetRequiredService<IOptions<SyncQueueOptions>>().Value;
            return new SyncPlaces(queue.SiloPlaces, queue.Lease * 2);
        });
        services.AddOptions<SyncCommandOptions>().Bind(configuration.GetSection("Sync:Commands"))
            .Validate(o => o.UndoWindow >= TimeSpan.Zero && o.UndoWindow <= TimeSpan.FromMinutes(5), "Sync:Commands:UndoWindow must be 0 to 5 min.")
            .ValidateOnStart();
        services.AddOptions<ZohoConnectionOptions>().Bind(configuration.GetSection("Sync:Connection"))
            .Validate(o => o.Slots is >= 1 and <= 100, "Sync:Connection:Slots must be 1 to 100.")
            .Validate(o => o.BatchSize is >= 1 and <= 10, "Sync:Connection:BatchSize must be 1 to 10.")
            .Validate(o => o.Linger >= TimeSpan.Zero && o.Linger <= TimeSpan.FromSeconds(5), "Sync:Connection:Linger must be 0 to 5 s.")
            .Validate(o => o.MostWaiting is >= 100 and <= 100_000, "Sync:Connection:MostWaiting must be 100 to 100000.")
            .Validate(o => o.RefreshAhead >= TimeSpan.FromMinutes(1) && o.RefreshAhead <= TimeSpan.FromMinutes(30), "Sync:Connection:RefreshAhead must be 1 to 30 min.")
            .ValidateOnStart();
        services.AddOptions<CrmIndexOptions>().Bind(configuration.GetSection("Sync:CrmIndex"))
            .Validate(o => o.Overlap >= TimeSpan.FromSeconds(10) && o.Overlap <= TimeSpan.FromHours(1), "Sync:CrmIndex:Overlap must be 10 s to 1 h.")
            .Validate(o => o.PausePerRequest >= TimeSpan.Zero && o.PausePerRequest <= TimeSpan.FromSeconds(10), "Sync:CrmIndex:PausePerRequest must be 0 to 10 s.")
            .Validate(o => o.MostPause >= TimeSpan.Zero && o.MostPause <= TimeSpan.FromSeconds(10), "Sync:CrmIndex:MostPause must be 0 to 10 s.")
            .Validate(o => o.LateFreshness >= TimeSpan.Zero && o.LateFreshness <= TimeSpan.FromMinutes(10), "Sync:CrmIndex:LateFreshness must be 0 to 10 min.")
            .ValidateOnStart();
        return services;
    }

    private static bool IsBetween(TimeSpan value, int leastSeconds, int mostSeconds) =>
        value >= TimeSpan.FromSeconds(leastSeconds) && value <= TimeSpan.FromSeconds(mostSeconds);

    /// <summary>Every silo asks for the sweep when it has started; only one reminder comes of it.</summary>
    public static ISiloBuilder AddSweep(this ISiloBuilder silo) => silo.AddStartupTask<SweepStart>();

    /// <summary>Applies a part of the composition that may be absent.</summary>
    internal static ISiloBuilder With(this ISiloBuilder silo, Action<ISiloBuilder>? configure)
    {
        configure?.Invoke(silo);
        return silo;
    }

    private sealed class SweepStart(IGrainFactory grains) : IStartupTask
    {
        public Task Execute(CancellationToken cancellationToken) => grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Start();
    }
}
