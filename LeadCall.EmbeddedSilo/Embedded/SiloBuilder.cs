using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>The one silo of a host. Asking twice gives the same.</summary>
internal sealed class SiloBuilder(IServiceCollection services, IConfiguration configuration) : ISiloBuilder
{
    public IServiceCollection Services { get; } = services;

    public IConfiguration Configuration { get; } = configuration;

    public static ISiloBuilder For(IServiceCollection services, IConfiguration configuration)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(SiloBuilder))?.ImplementationInstance is SiloBuilder existing)
        {
            return existing;
        }

        var builder = new SiloBuilder(services, configuration);
        services.AddSingleton(builder);
        services.AddOptions<EmbeddedSiloOptions>();
        services.AddOptions<EmbeddedChaosOptions>();
        services.AddLogging();
        services.AddSingleton<EmbeddedSilo>();
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<EmbeddedSilo>().GrainFactory);
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<EmbeddedSilo>().GrainFactory);
        services.TryAddSingleton<IReminderTable, MemoryReminderTable>();
        services.TryAddSingleton<IGrainStorage>(provider => new MemoryGrainStorage
        {
            IgnoresEtags = provider.GetRequiredService<IOptions<EmbeddedSiloOptions>>().Value.Mutation == EmbeddedMutation.IgnoreEtags,
        });
        services.AddHostedService<SiloHostedService>();
        return builder;
    }
}
