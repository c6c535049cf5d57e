using LeadCall.Demo.PostgreSql;
using LeadCall.Silo;
using LeadCall.Silo.Database;
using LeadCall.Silo.Engines;
using LeadCall.Storage.Secrets;
using LeadCall.TestKit.PostgreSql;
using LeadCall.ZohoSimulator;
using LeadCall.ZohoSimulator.World;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
#if !LEADCALL_ORLEANS
using Orleans.Embedded;
#endif

namespace LeadCall.Grains.Tests.Sync;

/// <summary>A silo with the whole sync on a real PostgreSQL, beside a simulator of Zoho that it reaches over HTTP.</summary>
internal sealed class SyncHost : IAsyncDisposable
{
    public const string Location = "sim";
    private const string ClientId = "1000.TEST";
    private const string ClientSecret = "test-secret";

    private readonly IHost host;
    private readonly string keyFile;

    private SyncHost(IHost host, TestDatabase database, SimulatorHost zoho, string keyFile) =>
        (this.host, Database, Zoho, this.keyFile) = (host, database, zoho, keyFile);

    public TestDatabase Database { get; }

    public SimulatorHost Zoho { get; }

    public IServiceProvider Services => host.Services;

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public NpgsqlDataSource Data => Database.DataSource;

    /// <summary>Settings under which an answer counts as lost, and is looked for, within seconds.</summary>
    public static Dictionary<string, string?> ShortOfPatience => new()
    {
        ["Sync:Settle"] = "00:00:01",
        ["Sync:BetweenLooks"] = "00:00:01",
        ["Sync:SenderLost"] = "00:00:06",
        ["Zoho:WriteTimeout"] = "00:00:05",
    };

    public static async Task<SyncHost> StartAsync(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, TimeProvider? zohoTime = null)
    {
        var database = await TestDatabase.CreateAsync();
        var zoho = await SimulatorHost.StartAsync(new SimulatorOptions { DataCentres = [new(Location)] }, zohoTime);
        var keyFile = Path.Combine(Path.GetTempPath(), $"leadcall-test-{Guid.NewGuid():N}.key");

        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"Zoho:ExtraDataCentres:{Location}:AccountsServer"] = zoho.AccountsUrl(Location).ToString(),
            [$"Zoho:ExtraDataCentres:{Location}:ApiDomain"] = zoho.ApiUrl(Location).ToString(),
            [$"Zoho:DataCentreClients:{Location}:ClientId"] = ClientId,
            [$"Zoho:DataCentreClients:{Location}:ClientSecret"] = ClientSecret,
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(database.DataSource);
        builder.Services.AddKeyedSingleton(DatabasePools.Sync, database.DataSource);
        builder.Services.AddSecrets(KeyFile.Open(keyFile, createIfMissing: true));
#if !LEADCALL_ORLEANS
        // Every message and state goes through a serialiser and back, as it would between two machines.
        builder.Services.Configure<EmbeddedChaosOptions>(chaos => chaos.RoundTrip = true);
#endif
        services?.Invoke(builder.Services);
        builder.Services.AddSync(builder.Configuration);
        builder.UseLeadCallEngine(
            new SiloSettings { ConnectionString = database.ConnectionString, SiloPort = LoopbackPort.FreeOr(0), GatewayPort = 0 },
            silo => silo.AddSweep());
        var host = builder.Build();
        await host.StartAsync();
        return new SyncHost(host, database, zoho, keyFile);
    }

    /// <summary>A tenant with one campaign phone, connected to a new organisation of the simulator.</summary>
    public async Task<SyncTenant> CreateTenantAsync(string key = "clinic", OrganisationSpec? organisation = null, string country = "IN")
    {
        var spec = (organisation ?? new OrganisationSpec { Key = key, Name = $"Organisation {key}" }) with
        {
            Key = key,
            DataCentre = Location,
            Clients = [new ClientSpec { ClientId = ClientId, ClientSecret = ClientSecret }],
        };
        Zoho.Control.CreateOrganisation(spec);
        return await SyncTenant.CreateAsync(this, Zoho.Control.Connect(key), key, country);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        await Zoho.DisposeAsync();
        await Database.DisposeAsync();
        File.Delete(keyFile);
    }
}
