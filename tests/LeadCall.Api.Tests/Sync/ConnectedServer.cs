using System.Text.Json.Nodes;
using LeadCall.Grains;
using LeadCall.Grains.Calls;
using LeadCall.TestKit.PostgreSql;
using LeadCall.TestKit.Server;
using LeadCall.ZohoSimulator;
using LeadCall.ZohoSimulator.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LeadCall.Api.Tests.Sync;

/// <summary>The whole server beside a simulator of Zoho, with one tenant that is connected to it.</summary>
internal sealed class ConnectedServer : IAsyncDisposable
{
    public const string Organisation = "clinic";
    private const string Location = "sim";
    private const string ClientId = "1000.TEST";
    private const string ClientSecret = "test-secret";

    private readonly TestDatabase database;
    private readonly LeadCallHost host;
    private readonly DirectoryInfo zohoData;

    private ConnectedServer(TestDatabase database, LeadCallHost host, SimulatorHost zoho, DirectoryInfo zohoData, HttpClient http)
    {
        (this.database, this.host, Zoho, this.zohoData, Http) = (database, host, zoho, zohoData, http);
        Tenant = new TestTenant(http, database.DataSource);
    }

    public SimulatorHost Zoho { get; private set; }

    public HttpClient Http { get; }

    public TestTenant Tenant { get; }

    public static async Task<ConnectedServer> StartAsync(Action<WebApplicationBuilder>? configure = null)
    {
        var database = await TestDatabase.CreateAsync();
        var zohoData = Directory.CreateTempSubdirectory("leadcall-zoho-");
        var zoho = await SimulatorHost.StartAsync(new SimulatorOptions { DataCentres = [new(Location)], DataDirectory = zohoData.FullName });
        var host = await LeadCallHost.StartAsync(database.ConnectionString, new Dictionary<string, string?>
        {
            [$"Zoho:ExtraDataCentres:{Location}:AccountsServer"] = zoho.AccountsUrl(Location).ToString(),
            [$"Zoho:ExtraDataCentres:{Location}:ApiDomain"] = zoho.ApiUrl(Location).ToString(),
            [$"Zoho:DataCentreClients:{Location}:ClientId"] = ClientId,
            [$"Zoho:DataCentreClients:{Location}:ClientSecret"] = ClientSecret,
            ["Limits:DeviceRequestsPerMinute"] = "10000",
            ["Zoho:ReadRetryDelay"] = "00:00:00.010",
            ["Zoho:BreakerBreakDuration"] = "00:00:00.500",
        }, configure: configure);
        var server = new ConnectedServer(database, host, zoho, zohoData, host.NewClient());
        await server.ConnectAsync(server.Tenant, Organisation);
        return server;
    }

    public HttpClient NewClient() => host.NewClient();

    public IServiceProvider Services => host.Services;

    /// <summary>One more tenant, connected to an organisation of its own in the same data centre.</summary>
    public async Task<TestTenant> AddTenantAsync(string organisation)
    {
        var tenant = new TestTenant(Http, database.DataSource);
        await ConnectAsync(tenant, organisation);
        return tenant;
    }

    public Task NudgeAsync(TestTenant tenant) =>
        host.Services.GetRequiredService<IGrainFactory>().GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(tenant.Id)).Nudge();

    /// <summary>Zoho is gone for a while, and back on its addresses with all it held.</summary>
    public async Task WhileZohoIsDownAsync(Func<Task> meanwhile)
    {
        var address = new DataCentreOptions(Location, Zoho.AccountsUrl(Location), Zoho.ApiUrl(Location));
        await Zoho.DisposeAsync();
        await meanwhile();
        Zoho = await SimulatorHost.StartAsync(new SimulatorOptions { DataCentres = [address], DataDirectory = zohoData.FullName });
    }

    /// <summary>What is put off is due now.</summary>
    public async Task EndPausesAsync()
    {
        await Tenant.ScalarAsync<long>("""
            WITH woken AS (UPDATE call_syncs SET due_at = now() WHERE tenant_id = $1 AND status = 'pending' RETURNING 1) SELECT count(*) FROM woken
            """, Tenant.Id);
        await NudgeAsync(Tenant);
    }

    public Task WaitUntilNothingIsPendingAsync() => WaitUntilNothingIsPendingAsync(Tenant);

    public static Task WaitUntilNothingIsPendingAsync(TestTenant tenant) => Eventually.ShouldBeAsync(
        0L, () => tenant.ScalarAsync<long>("SELECT count(*) FROM call_syncs WHERE tenant_id = $1 AND status = 'pending'", tenant.Id));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.DisposeAsync();
        await Zoho.DisposeAsync();
        await database.DisposeAsync();
        zohoData.Delete(recursive: true);
    }

    private async Task ConnectAsync(TestTenant tenant, string organisation)
    {
        Zoho.Control.CreateOrganisation(new OrganisationSpec
        {
            Key = organisation, Name = "Lakeside", DataCentre = Location,
            Clients = [new ClientSpec { ClientId = ClientId, ClientSecret = ClientSecret }],
        });
        var connection = Zoho.Control.Connect(organisation);
        await tenant.SeedAsync(new JsonObject
        {
            ["zoho"] = new JsonObject
            {
                ["location"] = Location, ["orgId"] = connection.ZohoId, ["orgName"] = "Lakeside",
                ["accountsServer"] = connection.AccountsServer.ToString(), ["apiDomain"] = connection.ApiDomain.ToString().TrimEnd('/'),
                ["edition"] = "Enterprise", ["refreshToken"] = connection.RefreshToken,
                ["scopes"] = new JsonArray([.. connection.Scopes.Select(scope => (JsonNode?)scope)]), ["connectedBy"] = "test",
            },
        });
    }
}
