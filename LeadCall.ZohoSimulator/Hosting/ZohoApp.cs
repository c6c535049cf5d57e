using LeadCall.ZohoSimulator.Accounts;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.Crm;
using LeadCall.ZohoSimulator.Crm.Stages;
using LeadCall.ZohoSimulator.Page;
using LeadCall.ZohoSimulator.Persistence;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Hosting;

/// <summary>The parts of a simulator and how they hang together.</summary>
internal sealed class ZohoApp : IAsyncDisposable
{
    private readonly Journal journal;

    private ZohoApp(WebApplication web, Journal journal, DataCentres centres, ControlDesk control)
    {
        Web = web;
        this.journal = journal;
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
        var control = new ControlDesk(world, centres, log);
        var web = builder.Build();
        Map(web, world, centres, log, control);
        await web.StartAsync(cancellation);
        centres.Open(listeners.Bound());
        return new ZohoApp(web, journal, centres, control);
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        journal.Dispose();
    }

    private static void Map(WebApplication web, ZohoWorld world, DataCentres centres, RequestLog log, ControlDesk control)
    {
        var pipeline = new CrmPipeline([new Authentication(world), new Routing(CrmApi.Operations(world)), new Authorisation(), new Execution()]);
        var crm = new CrmEndpoint(centres, pipeline, log, world.Clock);
        web.UseRouting();
        web.MapAccounts(new AccountsServer(world, centres, log));
        web.Map("/crm/v8/{**path}", crm.Handle);
        web.MapControl(control);
        web.MapPage();
    }
}
