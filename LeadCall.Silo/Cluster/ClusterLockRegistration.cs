using LeadCall.Grains.Calls;
using LeadCall.Silo.Engines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadCall.Silo.Cluster;

internal static class ClusterLockRegistration
{
    /// <summary>
    /// Adds the lock as a singleton and as a hosted service. Hosted services start in the order they were added and stop in
    /// the reverse one: added before the engine, it encloses the engine's life.
    /// </summary>
    public static void AddClusterLock(this IServiceCollection services, SiloSettings settings, ClusterLockMode mode)
    {
        var options = new ClusterLockOptions { ConnectionString = settings.ConnectionString, Mode = mode, Engine = LeadCallEngine.Name };
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ClusterLock(
            options, Environment.Exit, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ClusterLock>>()));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<ClusterLock>());
        services.AddSingleton<IWorkPermit, ClusterWorkPermit>();
    }
}
