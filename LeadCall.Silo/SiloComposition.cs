using LeadCall.Silo.Database;
using LeadCall.Silo.Engines;
using LeadCall.Storage;
using LeadCall.Storage.Calls;
using LeadCall.Storage.Devices;
using LeadCall.Storage.Secrets;
using LeadCall.Storage.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace LeadCall.Silo;

/// <summary>Everything a cluster member is made of: database, secrets, stores, engine.</summary>
public static class SiloComposition
{
    /// <summary>Name of the pool that uploads use; everything else uses the unnamed one (DESIGN 5).</summary>
    public const string IngestPool = "leadcall-ingest";

    private const string GeneralPool = "leadcall";
    private const int IngestConnections = 16;
    private const int GeneralConnections = 32;

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
        services.AddSingleton(_ => DataSources.Create(connectionString, GeneralPool, GeneralConnections));
        services.AddKeyedSingleton(IngestPool, (_, _) => DataSources.Create(connectionString, IngestPool, IngestConnections));
        services.AddSingleton<DatabaseStart>();

        // Uploads ask for their tenant: from their own pool, so that a busy sync does not hold them up.
        services.AddSingleton(provider => new TenantStore(
            provider.GetRequiredKeyedService<NpgsqlDataSource>(IngestPool), provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddIngest(this IServiceCollection services)
    {
        services.AddSingleton(provider => new CallIngestStore(provider.GetRequiredKeyedService<NpgsqlDataSource>(IngestPool)));
        services.AddSingleton(provider => new DeviceStore(
            provider.GetRequiredKeyedService<NpgsqlDataSource>(IngestPool), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<EnrollmentStore>();
        services.AddSingleton<DeviceIntervalStore>();
    }
}
