using System.Globalization;
using LeadCall.Demo.PostgreSql;
using LeadCall.Silo.Database;
using LeadCall.Storage.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LeadCall.TestKit.Server;

/// <summary>The whole server in this process: real HTTP on a free loopback port, real grains, real PostgreSQL.</summary>
public sealed class LeadCallHost : IAsyncDisposable
{
    /// <summary>Opens <c>PUT /dev/seed</c> of this server.</summary>
    public const string SeedKey = "the seed key of tests";

    private readonly WebApplication app;

    private LeadCallHost(WebApplication app)
    {
        this.app = app;
        Url = new Uri(app.Urls.Single());
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>What it is made of; a grain factory, for example.</summary>
    public IServiceProvider Services => app.Services;

    /// <param name="connectionString">Of a database that no other host uses.</param>
    /// <param name="settings">Overrule the defaults; names as in appsettings, such as <c>Limits:DeviceRequestsPerMinute</c>.</param>
    /// <param name="time">The server's clock; by default the real one.</param>
    /// <param name="configure">More services or settings.</param>
    public static async Task<LeadCallHost> StartAsync(
        string connectionString,
        IReadOnlyDictionary<string, string?>? settings = null,
        TimeProvider? time = null,
        Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = "Development",
            ApplicationName = typeof(Api.Program).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddInMemoryCollection(Defaults(connectionString));
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        configure?.Invoke(builder);

        var app = Api.Program.Build(builder);
        try
        {
            await app.Services.GetRequiredService<DatabaseStart>().PrepareAsync();
            await app.StartAsync();
            return new LeadCallHost(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of this server. Its base address is <see cref="Url"/>.</summary>
    public HttpClient NewClient() => new() { BaseAddress = Url };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static Dictionary<string, string?> Defaults(string connectionString) => new(StringComparer.OrdinalIgnoreCase)
    {
        [$"ConnectionStrings:{DatabaseStart.ConnectionStringName}"] = connectionString,
        [KeyFile.Variable] = TestKeyFile.Path,
        [WebHostDefaults.ServerUrlsKey] = "http://127.0.0.1:0",
        ["Seed:Key"] = SeedKey,
        ["Silo:SiloPort"] = LoopbackPort.FreeOr(0).ToString(CultureInfo.InvariantCulture),
        ["Silo:GatewayPort"] = "0",
        ["Logging:LogLevel:Default"] = Environment.GetEnvironmentVariable("LEADCALL_TEST_LOG") ?? "None",
    };
}
