using LeadCall.ZohoSimulator.Accounts;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.Crm;
using LeadCall.ZohoSimulator.Crm.Stages;
using LeadCall.ZohoSimulator.Page;
using LeadCall.ZohoSimulator.Persistence;
using LeadCall.ZohoSimulator.World;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.ZohoSimulator.Hosting;

/// <summary>The parts of a simulator and how they hang together.</summary>
internal sealed class ZohoApp : IAsyncDisposable
{
    private readonly Journal journal;
    private readonly Disturbances disturbances;

    private ZohoApp(WebApplication web, Journal journal, Disturbances disturbances, DataCentres centres, ControlDesk control)
    {
        Web = web;
        this.journal = journal;
        this.disturbances = disturbances;
        Centres = centres;
        Control = control;
    }

    public WebApplication Web { get; }

    public DataCentres Centres { get; }

    public ControlDesk Control { get; }

    /// <summary>Builds, binds the ports and starts listening.</summary>
    public static async Task<ZohoApp> Start(SimulatorOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var listeners = new Listeners(options.DataCentres);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            listeners.Bind(kestrel);
            CrmEndpoint.Limit(kestrel);
        });
        builder.Services.AddRoutingCore();
        if (options.LogToConsole)
        {
            builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        }

        var centres = new DataCentres();
        var journal = new Journal(options.DataDirectory);
        var world = new ZohoWorld(clock, journal);
        var log = new RequestLog();
        var operations = CrmApi.Operations(world);
        var disturbances = new Disturbances(clock, log, [.. operations.Select(operation => operation.Template)]);
        var control = new ControlDesk(world, centres, log, disturbances);
        var web = builder.Build();
        Map(web, world, centres, log, disturbances, Pipeline(world, operations, disturbances), control);
        web.Lifetime.ApplicationStopping.Register(disturbances.Stop);
        await web.StartAsync(cancellation);
        centres.Open(listeners.Bound());
        return new ZohoApp(web, journal, disturbances, centres, control);
    }

    public async ValueTask DisposeAsync()
    {
        await disturbances.DisposeAsync();
        await Web.DisposeAsync();
        journal.Dispose();
    }

    private static CrmPipeline Pipeline(ZohoWorld world, IReadOnlyList<CrmOperation> operations, Disturbances disturbances) => new(
    [
        new Outage(disturbances, ofOrganisation: false),
        new Authentication(world),
        new Outage(disturbances, ofOrganisation: true),
        new Budget(world.Clock),
        new Routing(operations),
        new Authorisation(),
        new Disturbance(disturbances),
        new Execution(world),
    ]);

    private static void Map(
        WebApplication web, ZohoWorld world, DataCentres centres, RequestLog log, Disturbances disturbances, CrmPipeline pipeline, ControlDesk control)
    {
        var crm = new CrmEndpoint(centres, pipeline, log, world.Clock, disturbances.Stopping);
        web.UseRouting();
        web.MapAccounts(new AccountsServer(world, centres, log, disturbances));
        web.Map("/crm/v8/{**path}", crm.Handle);
        web.MapControl(control);
        web.MapPage();
    }
}
