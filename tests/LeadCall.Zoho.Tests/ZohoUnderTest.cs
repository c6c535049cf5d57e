using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LeadCall.Zoho.DataCentres;
using LeadCall.Zoho.OAuth;
using LeadCall.Zoho.Outcomes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadCall.Zoho.Tests;

/// <summary>The client as an application gets it, pointed at a server on loopback that stands for data centre <c>test</c>.</summary>
internal sealed class ZohoUnderTest : IAsyncDisposable
{
    public const string AccessToken = "1000.secretaccesstoken.0001";

    public const string Organisation = "eu:60000000001";
    public const string ClientSecret = "secretofourclient";
    private readonly ServiceProvider services;

    public ZohoUnderTest(Uri server, Action<ZohoOptions>? change = null, TimeProvider? time = null, Uri? api = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        if (time is not null)
        {
            collection.AddSingleton(time);
        }

        collection.AddZoho(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ExtraDataCentres:test:AccountsServer"] = ZohoHosts.Origin(server),
            ["ExtraDataCentres:test:ApiDomain"] = ZohoHosts.Origin(api ?? server),
            ["DataCentreClients:test:ClientId"] = "1000.TESTCLIENT",
            ["DataCentreClients:test:ClientSecret"] = ClientSecret,
            ["ReadRetryDelay"] = "00:00:00.010",
        }).Build());
        collection.Configure<ZohoOptions>(options => change?.Invoke(options));
        services = collection.BuildServiceProvider();
        Access = new ZohoAccess(ZohoHosts.Origin(api ?? server), AccessToken, Organisation);
    }

    public LogRecorder Log { get; } = new();

    public ZohoAccess Access { get; init; }

    public ZohoCrmClient Crm => services.GetRequiredService<ZohoCrmClient>();

    public ZohoOAuthClient OAuth => services.GetRequiredService<ZohoOAuthClient>();

    public ZohoDataCentre DataCentre => services.GetRequiredService<ZohoDataCentres>().All.Single(known => known.Location == "test");

    /// <summary>Creates <paramref name="count"/> Leads in one request.</summary>
    public Task<WriteResult> CreateLeads(int count = 1, CancellationToken cancellationToken = default) => Crm.CreateRecords(
        Access, "Leads", [.. Enumerable.Range(1, count).Select(n => Lead($"+91987654{n:0000}"))], trigger: null, cancellationToken);

    /// <summary>Creates one Lead and returns what became of it.</summary>
    public async Task<WriteOutcome> CreateLead(CancellationToken cancellationToken = default) =>
        (await CreateLeads(1, cancellationToken)).Items.ShouldHaveSingleItem();

    public static JsonObject Lead(string phone = "+919876543210") => new() { ["Last_Name"] = "Inbound Lead", ["Phone"] = phone };

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

/// <summary>Keeps every line an application would log at the most talkative level.</summary>
internal sealed class LogRecorder : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
