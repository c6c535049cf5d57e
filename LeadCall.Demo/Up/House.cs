using System.Globalization;
using System.Security.Cryptography;
using LeadCall.Demo.Zoho;

namespace LeadCall.Demo.Up;

/// <summary>The servers of the demo, stopped in the opposite order of their start.</summary>
public sealed class House(string repositoryRoot, TimeProvider time) : IAsyncDisposable
{
    private const int SimulatorPort = 5091;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private readonly string logs = Path.Combine(repositoryRoot, ".leadcall", "logs");
    private readonly Leftovers leftovers = new(repositoryRoot, time);
    private DemoDatabase? database;
    private LocalServer? simulator;
    private LocalServer? api;

    /// <summary>Random for each run: only this process may seed.</summary>
    public string SeedKey { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    private IEnumerable<(string Name, LocalServer Server)> Servers =>
        from server in new[] { ("LeadCall", api), ("The Zoho simulator", simulator) }
        where server.Item2 is not null
        select (server.Item1, server.Item2);

    public DemoDatabase Database => database ?? throw NotYet();

    public LocalServer Simulator => simulator ?? throw NotYet();

    public LocalServer Api => api ?? throw NotYet();

    /// <summary>Ends what a killed <c>up</c> left running, then opens the database.</summary>
    public async Task OpenDatabaseAsync(CancellationToken cancellationToken)
    {
        await leftovers.EndAsync(cancellationToken);
        database = await DemoDatabase.OpenAsync(repositoryRoot, cancellationToken);
    }

    /// <param name="lastPort">Where it listened before on this data.</param>
    public async Task StartSimulatorAsync(int? lastPort, CancellationToken cancellationToken)
    {
        var program = Programs.Find(repositoryRoot, Programs.Simulator);
        var data = Path.Combine(repositoryRoot, ".leadcall", "simulator");
        simulator = await LocalServer.StartAsync(
            "The Zoho simulator",
            lastPort ?? SimulatorPort,
            "/_simulator/organisations",
            address => Start(program, ["--data", data, "--dc", $"{SimulatorControl.DataCentre}={Origin(address)}"], [], "simulator.log"),
            time,
            cancellationToken);
    }

    /// <param name="consent">The simulator's client and addresses; null where no tenant may talk to it.</param>
    public async Task StartApiAsync(int port, CrmConsent? consent, CancellationToken cancellationToken)
    {
        var program = Programs.Find(repositoryRoot, Programs.Api);
        var siloPort = LocalServer.NextFree(11111).ToString(CultureInfo.InvariantCulture);
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__LeadCall"] = Database.ConnectionString,
            [DemoKeyFile.Variable] = DemoKeyFile.Find(repositoryRoot),
            ["Silo__SiloPort"] = siloPort,
            ["Silo__GatewayPort"] = "0",

            // Orleans waits for every member it has not heard to be dead. A killed run on the same port is known at once as the one
            // before; on another port it would be a stranger, so each port is a cluster of its own.
            ["Silo__ClusterId"] = $"leadcall-demo-{siloPort}",
        };
        if (consent is not null)
        {
            settings["Seed__Key"] = SeedKey;
            settings[$"Zoho__ExtraDataCentres__{consent.Location}__AccountsServer"] = Origin(consent.AccountsServer);
            settings[$"Zoho__ExtraDataCentres__{consent.Location}__ApiDomain"] = Origin(consent.ApiDomain);
            settings[$"Zoho__DataCentreClients__{consent.Location}__ClientId"] = SimulatorControl.ClientId;
            settings[$"Zoho__DataCentreClients__{consent.Location}__ClientSecret"] = consent.ClientSecret;
        }

        api = await LocalServer.StartAsync(
            "LeadCall",
            port,
            "/health/ready",
            address => Start(program, ["--urls", Origin(address)], settings, "api.log"),
            time,
            cancellationToken);
    }

    /// <summary>Works as long as the servers do.</summary>
    /// <exception cref="UpException">One of them ended by itself; which one, and its last words.</exception>
    public async Task WhileServersRunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var working = work(stop.Token);
        await Task.WhenAny([working, .. Servers.Select(server => server.Server.Exited)]);
        if (working.Exception?.InnerException is HttpRequestException)
        {
            // Most likely a server is just going down: its own words say more.
            await Task.WhenAny([Task.Delay(Grace, time, cancellationToken), .. Servers.Select(server => server.Server.Exited)]);
        }

        var (name, ended) = Servers.FirstOrDefault(server => server.Server.Exited.IsCompleted);
        if (ended is null)
        {
            await working;
            return;
        }

        await stop.CancelAsync();
        await working.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        throw new UpException($"{name} ended unexpectedly. {ended.LastWords}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new IAsyncDisposable?[] { api, simulator, database })
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>An address without the closing slash, as LeadCall's table of data centres spells it.</summary>
    public static string Origin(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.GetLeftPart(UriPartial.Authority);
    }

    private ChildProgram Start(string program, string[] arguments, Dictionary<string, string> settings, string log)
    {
        var started = ChildProgram.Start(program, arguments, settings, Path.Combine(logs, log));
        leftovers.Note(started.ProcessId);
        return started;
    }

    private static string Origin(string address) => Origin(new Uri(address));

    private static InvalidOperationException NotYet() => new("It has not been started yet.");
}
