using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using LeadCall.Demo.PostgreSql;
using LeadCall.Demo.Proof;
using LeadCall.Demo.Tools;
using LeadCall.Demo.Up;
using LeadCall.Demo.Zoho;
using LeadCall.ZohoSimulator;
using Npgsql;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>What a soak runs on: a private PostgreSQL, a Zoho in this process, LeadCall in one of its own, and the tenants set up in all three.</summary>
internal sealed class SoakHouse : IAsyncDisposable
{
    private const string DatabaseName = "soak";
    private readonly PostgresServer postgres;
    private readonly ImmutableDictionary<string, HttpClient> toZoho;

    private SoakHouse(PostgresServer postgres, SimulatorHost zoho, ImmutableDictionary<string, HttpClient> toZoho, SoakServer server, NpgsqlDataSource database, ImmutableArray<SoakTeam> teams)
    {
        (this.postgres, this.toZoho) = (postgres, toZoho);
        (Zoho, Server, Database, Teams) = (zoho, server, database, teams);
    }

    public SimulatorHost Zoho { get; }

    public SoakServer Server { get; }

    /// <summary>Straight into LeadCall's database.</summary>
    public NpgsqlDataSource Database { get; }

    public ImmutableArray<SoakTeam> Teams { get; }

    public static async Task<SoakHouse> StartAsync(string repositoryRoot, SoakPlan plan, TimeProvider time, CancellationToken cancellationToken)
    {
        // The machine does not crash during a soak, LeadCall does: what PostgreSQL has taken it keeps without fsync.
        var postgres = await PostgresServer.StartAsync(
            new PostgresServerOptions
            {
                Home = PostgresHome.Temporary(),
                Binaries = await PostgresTool.FindOrInstallAsync(repositoryRoot, cancellationToken),
                Password = RandomNumberGenerator.GetHexString(32, lowercase: true),
                Durable = false,
                Throwaway = true,
            },
            cancellationToken);
        await using (var admin = NpgsqlDataSource.Create(postgres.AdminConnectionString))
        await using (var create = admin.CreateCommand($"CREATE DATABASE {DatabaseName}"))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var zoho = await SimulatorHost.StartAsync(
            new SimulatorOptions { DataCentres = [.. SoakPlan.Locations.Select(location => new DataCentreOptions(location))] }, time, cancellationToken);
        var toZoho = SoakPlan.Locations.ToImmutableDictionary(location => location, location => new HttpClient { BaseAddress = zoho.ApiUrl(location) });
        var seedKey = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var secret = RandomNumberGenerator.GetHexString(40, lowercase: true);
        var settings = Settings(repositoryRoot, postgres.ConnectionStringTo(DatabaseName), zoho, seedKey, secret);
        var server = new SoakServer(repositoryRoot, settings, seedKey, time);
        await server.StartAsync(cancellationToken);
        var database = NpgsqlDataSource.Create(postgres.ConnectionStringTo(DatabaseName));
        var teams = ImmutableArray.CreateBuilder<SoakTeam>();
        foreach (var tenant in plan.Tenants)
        {
            var crm = new SimulatorControl(toZoho[tenant.DataCentre], tenant.Key, tenant.Tenant.Name, tenant.DataCentre);
            teams.Add(await SoakTeam.SetUpAsync(tenant, plan.Seed, crm, server, new DatabaseReading(database, tenant.Tenant.Id), secret, cancellationToken));
        }

        return new SoakHouse(postgres, zoho, toZoho, server, database, teams.DrainToImmutable());
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Database.DisposeAsync();
        foreach (var client in toZoho.Values)
        {
            client.Dispose();
        }

        await Zoho.DisposeAsync();
        await postgres.DisposeAsync();
    }

    private static Dictionary<string, string> Settings(string repositoryRoot, string connectionString, SimulatorHost zoho, string seedKey, string secret)
    {
        var siloPort = LocalServer.NextFree(11111).ToString(CultureInfo.InvariantCulture);
        var settings = new Dictionary<string, string>(SoakTimes.Settings)
        {
            ["ConnectionStrings__LeadCall"] = connectionString,
            [DemoKeyFile.Variable] = DemoKeyFile.Find(repositoryRoot),
            ["Silo__SiloPort"] = siloPort,
            ["Silo__GatewayPort"] = "0",
            ["Silo__ClusterId"] = $"leadcall-soak-{siloPort}",
            ["Seed__Key"] = seedKey,
            ["Logging__LogLevel__Default"] = "Warning",
            ["Limits__DeviceRequestsPerMinute"] = "1000000",
            ["Limits__EnrollmentsPerMinute"] = "1000",
        };
        foreach (var location in SoakPlan.Locations)
        {
            settings[$"Zoho__ExtraDataCentres__{location}__AccountsServer"] = House.Origin(zoho.AccountsUrl(location));
            settings[$"Zoho__ExtraDataCentres__{location}__ApiDomain"] = House.Origin(zoho.ApiUrl(location));
            settings[$"Zoho__DataCentreClients__{location}__ClientId"] = SimulatorControl.ClientId;
            settings[$"Zoho__DataCentreClients__{location}__ClientSecret"] = secret;
        }

        return settings;
    }
}
