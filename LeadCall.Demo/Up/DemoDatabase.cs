using LeadCall.Demo.PostgreSql;
using LeadCall.Demo.Tools;
using Npgsql;

namespace LeadCall.Demo.Up;

/// <summary>The database of the demo: a private PostgreSQL of this clone, or the one an operator named.</summary>
public sealed class DemoDatabase : IAsyncDisposable
{
    /// <summary>Environment variable with an Npgsql connection string of a database to use instead of a private PostgreSQL.</summary>
    public const string Variable = "LEADCALL_POSTGRES";

    private const string Name = "leadcall";
    private readonly PostgresServer? server;

    private DemoDatabase(PostgresServer? server, string connectionString, string description)
    {
        this.server = server;
        ConnectionString = connectionString;
        Description = description;
        DataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "LeadCall demo", MaxPoolSize = 5 });
    }

    public string ConnectionString { get; }

    /// <summary>What it is, without its password.</summary>
    public string Description { get; }

    public NpgsqlDataSource DataSource { get; }

    /// <exception cref="PostgresUnavailableException">The private PostgreSQL does not start.</exception>
    public static async Task<DemoDatabase> OpenAsync(string repositoryRoot, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            var target = Read(named);
            return new DemoDatabase(null, named, $"database '{target.Database}' at {target.Host}:{target.Port}, named by {Variable}");
        }

        var binaries = await PostgresTool.FindOrInstallAsync(repositoryRoot, cancellationToken);
        var server = await DemoPostgres.StartAsync(repositoryRoot, binaries, cancellationToken);
        try
        {
            await MakeDatabaseAsync(server, cancellationToken);
            return new DemoDatabase(server, server.ConnectionStringTo(Name), $"PostgreSQL {binaries.Major} on port {server.Port}");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Demo data only goes where nothing else is.</summary>
    /// <exception cref="UpException">The database holds a tenant that is not a demo, or tables that are not LeadCall's.</exception>
    public async Task RefuseForeignDataAsync(CancellationToken cancellationToken)
    {
        await using var tables = DataSource.CreateCommand(
            "SELECT count(*) FILTER (WHERE tablename = 'tenants'), count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')");
        await using (var reader = await tables.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            var (tenants, all) = (reader.GetInt64(0), reader.GetInt64(1));
            if (tenants == 0 && all > 0)
            {
                throw new UpException($"The {Description} holds {all} tables that are not LeadCall's. Name an empty database in {Variable}.");
            }

            if (tenants == 0)
            {
                return;
            }
        }

        await using var real = DataSource.CreateCommand("SELECT count(*) FROM tenants WHERE NOT is_demo");
        if (await real.ExecuteScalarAsync(cancellationToken) is > 0L)
        {
            throw new UpException($"The {Description} holds real tenants: no demo data goes there. Name an empty database in {Variable}.");
        }
    }

    /// <summary>Whether a tenant is in the database, which may still be without tables.</summary>
    public async Task<bool> HoldsTenantAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var exists = DataSource.CreateCommand("SELECT to_regclass('tenants') IS NOT NULL");
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return false;
        }

        await using var command = DataSource.CreateCommand("SELECT count(*) FROM tenants WHERE tenant_id = $1");
        command.Parameters.AddWithValue(tenantId);
        return await command.ExecuteScalarAsync(cancellationToken) is > 0L;
    }

    /// <summary>Where the tenant's connection sends its requests; null = it has none.</summary>
    public async Task<string?> ApiDomainAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = DataSource.CreateCommand("SELECT api_domain FROM zoho_connections WHERE tenant_id = $1 AND state = 'active'");
        command.Parameters.AddWithValue(tenantId);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private static NpgsqlConnectionStringBuilder Read(string named)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(named);
        }
        catch (ArgumentException)
        {
            throw new UpException($"{Variable} cannot be read as a connection string. It must look like Host=…;Database=…;Username=…");
        }
    }

    private static async Task MakeDatabaseAsync(PostgresServer server, CancellationToken cancellationToken)
    {
        await using var admin = NpgsqlDataSource.Create(server.AdminConnectionString);
        await using var exists = admin.CreateCommand("SELECT count(*) FROM pg_database WHERE datname = $1");
        exists.Parameters.AddWithValue(Name);
        if (await exists.ExecuteScalarAsync(cancellationToken) is 0L)
        {
            await using var create = admin.CreateCommand($"CREATE DATABASE {Name}");
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
