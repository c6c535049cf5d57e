using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.Hosting;

namespace LeadCall.ZohoSimulator;

/// <summary>A simulator inside the calling process, on free loopback ports unless the options name some.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly ZohoApp app;

    private SimulatorHost(ZohoApp app)
    {
        this.app = app;
    }

    /// <summary>The control API as direct calls: organisations, seeds, switches, connections, ledger.</summary>
    public ControlDesk Control => app.Control;

    /// <param name="options">Data centres and where to keep data; absent = <c>us</c> on a free port, in memory.</param>
    /// <param name="timeProvider">The simulator's only clock: token lives, search delay, stamps.</param>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions? options = null, TimeProvider? timeProvider = null, CancellationToken cancellation = default) =>
        new(await ZohoApp.Start(options ?? new SimulatorOptions(), timeProvider ?? TimeProvider.System, cancellation));

    /// <summary>The accounts server of a data centre.</summary>
    public Uri AccountsUrl(string dataCentre = "us") => app.Centres.Get(dataCentre).AccountsUrl;

    /// <summary>The API domain of a data centre; the CRM is below <c>/crm/v8</c>.</summary>
    public Uri ApiUrl(string dataCentre = "us") => app.Centres.Get(dataCentre).ApiUrl;

    /// <summary>Completes when the process is asked to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellation = default) => app.Web.WaitForShutdownAsync(cancellation);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
