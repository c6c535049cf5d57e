using System.Collections.Immutable;
using System.Security.Cryptography;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.Proof;
using LeadCall.Demo.Report;
using LeadCall.Demo.Zoho;
using LeadCall.TestKit.PostgreSql;
using LeadCall.TestKit.Server;
using LeadCall.ZohoSimulator;

namespace LeadCall.EndToEnd.Tests.Sync;

/// <summary>A server, a CRM and the chain's phones, for a day that a test makes up.</summary>
internal sealed class SmallFleet : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly SimulatorHost zoho;
    private readonly LeadCallHost server;
    private readonly HttpClient toServer;
    private readonly HttpClient toZoho;
    private readonly DemoDay day;
    private readonly CrmOrganisation organisation;
    private readonly CrmConsent consent;

    private SmallFleet(
        TestDatabase database, SimulatorHost zoho, HttpClient toZoho, LeadCallHost server, DemoDay day, CrmOrganisation organisation, CrmConsent consent)
    {
        this.database = database;
        this.zoho = zoho;
        this.toZoho = toZoho;
        this.server = server;
        this.day = day;
        this.organisation = organisation;
        this.consent = consent;
        toServer = server.NewClient();
    }

    public static DayClock Clock { get; } = new(DayClock.LatestFinishedDay(TimeProvider.System.GetUtcNow(), Chain.Zone), Chain.Zone);

    private DatabaseReading Reading => new(database.DataSource, Chain.TenantId);

    /// <param name="people">Who is in the CRM before.</param>
    /// <param name="calls">The whole day, uploaded in batches of a hundred.</param>
    public static async Task<SmallFleet> StartAsync(IEnumerable<CrmPerson> people, IEnumerable<PlannedCall> calls)
    {
        var phones = ChainPhones.Of(Clock);
        ImmutableArray<PlannedCall> all = [.. calls];
        var uploads = all.GroupBy(call => call.Phone)
            .SelectMany(log => log.OrderBy(call => call.StartedAt).Chunk(100).Select(batch => new PlannedUpload(log.Key, [.. batch], UploadKind.New, Late: false)));
        var day = new DemoDay(Clock, 1, phones, new ChainCrm([.. people], [], [], []), all, [.. uploads]);

        var database = await TestDatabase.CreateAsync();
        var zoho = await SimulatorHost.StartAsync(new SimulatorOptions { DataCentres = [new DataCentreOptions(SimulatorControl.DataCentre)] });
        var toZoho = new HttpClient { BaseAddress = zoho.ApiUrl(SimulatorControl.DataCentre) };
        var crm = new SimulatorControl(toZoho);
        var organisation = await crm.MakeAsync(day.Crm.People, RandomNumberGenerator.GetHexString(20), CancellationToken.None);
        var consent = await crm.ConsentAsync(CancellationToken.None);
        var server = await LeadCallHost.StartAsync(database.ConnectionString, new Dictionary<string, string?>
        {
            [$"Zoho:ExtraDataCentres:{consent.Location}:AccountsServer"] = consent.AccountsServer.TrimEnd('/'),
            [$"Zoho:ExtraDataCentres:{consent.Location}:ApiDomain"] = consent.ApiDomain.TrimEnd('/'),
            [$"Zoho:DataCentreClients:{consent.Location}:ClientId"] = SimulatorControl.ClientId,
            [$"Zoho:DataCentreClients:{consent.Location}:ClientSecret"] = consent.ClientSecret,
        });
        return new SmallFleet(database, zoho, toZoho, server, day, organisation, consent);
    }

    /// <summary>Uploads all, waits until every call is finished, and compares.</summary>
    public async Task<FleetResult> RunAsync()
    {
        var phones = new DayUpload(new LeadCallApi(toServer, LeadCallHost.SeedKey, TimeProvider.System), day);
        await phones.SetUpAsync(organisation, consent, CancellationToken.None);
        await phones.UploadAsync(CancellationToken.None);
        await new SyncWait(Reading, TimeProvider.System).UntilFinishedAsync(new StepLog(TextWriter.Null, TimeProvider.System, 1), CancellationToken.None);
        var calls = await Reading.ReadCallsAsync(CancellationToken.None);
        var facts = await new SimulatorControl(toZoho).ReadFactsAsync(CancellationToken.None);
        var users = organisation.Users.ToDictionary(user => user.Email, user => user.Id);
        return new FleetResult(
            calls,
            facts,
            [.. DayCheck.Of(day, calls, users), .. Comparison.Of(calls, await Reading.ReadRulesAsync(CancellationToken.None), day.Crm.People, facts)],
            zoho.Control.RequestsSince(0).Count);
    }

    public async ValueTask DisposeAsync()
    {
        toServer.Dispose();
        await server.DisposeAsync();
        toZoho.Dispose();
        await zoho.DisposeAsync();
        await database.DisposeAsync();
    }
}

/// <param name="ZohoRequests">All that reached the simulator: tokens, read-in, catch-ups and writes.</param>
internal sealed record FleetResult(ImmutableArray<CallFact> Calls, CrmFacts Crm, ImmutableArray<Finding> Findings, int ZohoRequests)
{
    public int Count(string status) => Calls.Count(call => call.Sync?.Status == status);
}
