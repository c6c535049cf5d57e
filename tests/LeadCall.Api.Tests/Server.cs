using LeadCall.TestKit.PostgreSql;
using LeadCall.TestKit.Server;
using Microsoft.Extensions.DependencyInjection;

namespace LeadCall.Api.Tests;

/// <summary>One server on one database for the tests of a class; each test makes its own tenant.</summary>
public sealed class Server : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public LeadCallHost Host { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public IGrainFactory Grains => Host.Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Host = await LeadCallHost.StartAsync(Database.ConnectionString);
        Http = Host.NewClient();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        await Database.DisposeAsync();
    }

    public TestTenant NewTenant() => new(Http, Database.DataSource);
}
