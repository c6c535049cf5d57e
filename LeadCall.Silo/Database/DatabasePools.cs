using LeadCall.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadCall.Silo.Database;

/// <summary>
/// The pools of connections of one process, each bounded and for one kind of work (DESIGN 5): uploads never wait for a connection that the
/// sync holds, nor the sync for one that uploads hold. The engine has a fourth (<see cref="SiloSettings"/>).
/// </summary>
public static class DatabasePools
{
    /// <summary>What phones send, and what their uploads need to know.</summary>
    public const string Ingest = "leadcall-ingest";

    /// <summary>What brings calls to Zoho.</summary>
    public const string Sync = "leadcall-sync";

    private const string General = "leadcall";

    // Two cores keep about this many busy; more would only stand in line inside PostgreSQL.
    private const int IngestConnections = 16;
    private const int SyncConnections = 24;
    private const int GeneralConnections = 12;

    /// <summary>The pools by their names; the unnamed one is for everything else: start, health, key ring, changes by people.</summary>
    public static IServiceCollection AddDatabasePools(this IServiceCollection services, string connectionString) => services
        .AddSingleton(_ => DataSources.Create(connectionString, General, GeneralConnections))
        .AddKeyedSingleton(Ingest, (_, _) => DataSources.Create(connectionString, Ingest, IngestConnections))
        .AddKeyedSingleton(Sync, (_, _) => DataSources.Create(connectionString, Sync, SyncConnections));

    public static NpgsqlDataSource IngestPool(this IServiceProvider provider) => provider.GetRequiredKeyedService<NpgsqlDataSource>(Ingest);

    public static NpgsqlDataSource SyncPool(this IServiceProvider provider) => provider.GetRequiredKeyedService<NpgsqlDataSource>(Sync);
}
