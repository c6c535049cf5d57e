using LeadCall.Silo.Database;
using LeadCall.Silo.Engines;
using LeadCall.Storage.Calls;
using LeadCall.Storage.Devices;
using LeadCall.Storage.Secrets;
using LeadCall.Storage.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LeadCall.Silo;

/// <summary>Everything a cluster member is made of: database, secrets, stores, engine.</summary>
public static class SiloComposition
{
    /// <exception cref="StartRefusedException">The database is not named.</exception>
    /// <exception cref="KeyFileException">No usable key file.</exception>
    /// <exception cref="SiloSettingsException">A setting of the engine cannot work.</exception>
    public static WebApplicationBuilder AddLeadCallSilo(this WebApplicationBuilder builder)
    {
        var connectionString = DatabaseStart.ConnectionString(builder.Configuration);
        var settings = new SiloSettings { ConnectionString = connectionString };
        builder.Configuration.GetSection("Silo").Bind(settings);
        settings.Validated();

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddDatabase(connectionString);
        builder.Services.AddSecrets(KeyFile.Open(builder.Configuration[KeyFile.Variable], createIfMissing: builder.Environment.IsDevelopment()));
        builder.Services.AddIngest();
        builder.Services.AddSync(builder.Configuration);
        builder.UseLeadCallEngine(settings, silo => silo.AddSweep());
        return builder;
    }

    private static void AddDatabase(this IServiceCollection services, string connectionString)
    {
        services.AddDatabasePools(connectionString);
        services.AddSingleton<DatabaseStart>();

        // Uploads ask for their tenant: from their own pool, so that a busy sync does not hold them up.
        services.AddSingleton(provider => new TenantStore(provider.IngestPool(), provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddIngest(this IServiceCollection services)
    {
        services.AddSingleton(provider => new CallIngestStore(provider.IngestPool()));
        services.AddSingleton(provider => new DeviceStore(provider.IngestPool(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<EnrollmentStore>();
        services.AddSingleton<DeviceIntervalStore>();
    }
}
