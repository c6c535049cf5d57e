namespace LeadCall.Engine.Tests.Hosting;

/// <summary>Starts the host of the engine being built, and stops it after the test.</summary>
public abstract class ConformanceTest : IAsyncDisposable
{
    private readonly List<ConformanceHost> hosts = [];

    /// <summary>A deliberate fault of the embedded engine, by name; null in ordinary runs.</summary>
    public string? Mutation { get; set; }

    /// <summary>How many silos of Orleans the test runs on; the embedded engine is always one.</summary>
    public int Silos { get; set; } = 1;

    public async Task<ConformanceHost> Start()
    {
        var host = await Hosts.StartAsync(Mutation, Silos);
        hosts.Add(host);
        return host;
    }

    public async Task<ConformanceHost> Restart(ConformanceHost stopped)
    {
        var host = await stopped.RestartAsync();
        hosts.Add(host);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
