using LeadCall.Demo.PostgreSql;
using LeadCall.Silo;
using LeadCall.Silo.Engines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadCall.Grains.Tests.Engines;

/// <summary>A host composed exactly as the product composes it, on a test database.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    private readonly IHost host;

    private SiloHost(IHost host, SiloSettings settings) => (this.host, Settings) = (host, settings);

    public SiloSettings Settings { get; }

    /// <summary>How long the host gives its parts to stop.</summary>
    public TimeSpan ShutdownTimeout => host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;

    public Arrivals Arrivals => host.Services.GetRequiredService<Arrivals>();

    public IProbeGrain Probe(string key) => host.Services.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>(key);

    public static async Task<SiloHost> StartAsync(string connectionString)
    {
        var settings = new SiloSettings
        {
            ConnectionString = connectionString,
            SiloPort = LoopbackPort.FreeOr(0),
            GatewayPort = 0,
        };
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole();
        builder.Services.AddSingleton<Arrivals>();
        builder.UseLeadCallEngine(settings);
        var host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            host.Dispose();
            throw;
        }

        return new SiloHost(host, settings);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
