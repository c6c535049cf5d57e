using System.Globalization;
using LeadCall.TestKit.PostgreSql;
using LeadCall.ZohoSimulator;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.World;
using Npgsql;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>The server's process, its database, and a Zoho in this process that outlives it.</summary>
internal sealed class FaultHouse : IAsyncDisposable
{
    public const string Location = "sim";
    public const string ClientId = "1000.FAULTS";
    public const string ClientSecret = "fault-secret";

    private readonly TestDatabase database;
    private readonly SimulatorHost zoho;
    private readonly Dictionary<string, string> settings;
    private readonly string serversDatabase;
    private readonly IAsyncDisposable? network;
    private ServerProcess? server;

    private FaultHouse(TestDatabase database, SimulatorHost zoho, Dictionary<string, string> settings, string serversDatabase, IAsyncDisposable? network)
    {
        (this.database, this.zoho, this.settings) = (database, zoho, settings);
        (this.serversDatabase, this.network) = (serversDatabase, network);
    }

    public ControlDesk Zoho => zoho.Control;

    public NpgsqlDataSource Data => database.DataSource;

    public ServerProcess Server => server ?? throw new InvalidOperationException("The server was not started yet.");

    public static Task<FaultHouse> StartAsync(FaultTimes times, params (string Name, string Value)[] more) =>
        StartAsync(times, connectionString => (connectionString, null), more);

    /// <param name="between">Puts something between the server and its database; gives the connection string through it, and what to dispose.</param>
    public static async Task<FaultHouse> StartAsync(
        FaultTimes times, Func<string, (string ConnectionString, IAsyncDisposable? Network)> between, params (string Name, string Value)[] more)
    {
        var database = await TestDatabase.CreateAsync();
        var zoho = await SimulatorHost.StartAsync(new SimulatorOptions { DataCentres = [new(Location)] });
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"Zoho__ExtraDataCentres__{Location}__AccountsServer"] = zoho.AccountsUrl(Location).ToString().TrimEnd('/'),
            [$"Zoho__ExtraDataCentres__{Location}__ApiDomain"] = zoho.ApiUrl(Location).ToString().TrimEnd('/'),
            [$"Zoho__DataCentreClients__{Location}__ClientId"] = ClientId,
            [$"Zoho__DataCentreClients__{Location}__ClientSecret"] = ClientSecret,
            ["Zoho__WriteTimeout"] = Text(times.WriteTimeout),
            ["Sync__SenderLost"] = Text(times.SenderLost),
            ["Sync__Settle"] = Text(times.Settle),
            ["Sync__BetweenLooks"] = Text(times.BetweenLooks),

            // Every answer lost at once is the subject here, and it is no reason to stop sending.
            ["Zoho__BreakerMinimumThroughput"] = "10000",
        };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        var (connectionString, network) = between(database.ConnectionString);
        var house = new FaultHouse(database, zoho, settings, connectionString, network);
        await house.StartServerAsync();
        return house;
    }

    public async Task StartServerAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        server = await ServerProcess.StartAsync(serversDatabase, settings);
    }

    /// <summary>A new organisation in Zoho, and the team that is connected to it.</summary>
    public async Task<FaultTeam> NewTeamAsync(string organisation, int phones = 1)
    {
        Zoho.CreateOrganisation(new OrganisationSpec
        {
            Key = organisation, Name = organisation, DataCentre = Location,
            Clients = [new ClientSpec { ClientId = ClientId, ClientSecret = ClientSecret }],
        });
        var team = new FaultTeam(this, Zoho.Connect(organisation));
        await team.SetUpAsync(phones);
        return team;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        if (network is not null)
        {
            await network.DisposeAsync();
        }

        await zoho.DisposeAsync();
        await database.DisposeAsync();
    }

    private static string Text(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);
}

/// <summary>The waits of the workflow, short enough for a test.</summary>
/// <param name="SenderLost">Longer than <paramref name="WriteTimeout"/>.</param>
internal sealed record FaultTimes(TimeSpan WriteTimeout, TimeSpan SenderLost, TimeSpan Settle, TimeSpan BetweenLooks)
{
    public static FaultTimes OfSeconds(double writeTimeout, double senderLost, double settle, double betweenLooks) => new(
        TimeSpan.FromSeconds(writeTimeout), TimeSpan.FromSeconds(senderLost), TimeSpan.FromSeconds(settle), TimeSpan.FromSeconds(betweenLooks));
}
