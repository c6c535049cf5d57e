using System.Collections.Immutable;
using System.Security.Cryptography;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.Proof;
using LeadCall.Demo.Report;
using LeadCall.Demo.Zoho;

namespace LeadCall.Demo.Up;

/// <summary>The demo day on running servers: set up, upload, wait, compare.</summary>
public sealed class DayRun(House house, DemoDay day, TimeProvider time)
{
    private readonly SimulatorControl crm = new(house.Simulator.Http);
    private readonly long began = time.GetTimestamp();
    private UploadCounts uploads = UploadCounts.None;
    private int finishedBefore;
    private long requestsBefore;
    private DayUpload? phones;

    private DatabaseReading Database => new(house.Database.DataSource, Chain.TenantId);

    private LeadCallApi Api => new(house.Api.Http, house.SeedKey, time);

    /// <summary>The clinics' CRM: made on new data, found again on old.</summary>
    /// <exception cref="UpException">LeadCall's database knows the tenant, but its CRM is gone.</exception>
    public async Task<(CrmOrganisation Organisation, CrmConsent Consent)> OpenCrmAsync(CancellationToken cancellationToken)
    {
        // People come before the tenant: as long as there is no tenant, nobody has used what a killed start left half made.
        var organisation = await house.Database.HoldsTenantAsync(Chain.TenantId, cancellationToken)
            ? await crm.FindAsync(cancellationToken) ?? throw new UpException(
                $"The {house.Database.Description} holds the demo tenant, but the simulator's records of its CRM (.leadcall/simulator) are gone. Start anew: './leadcall down --wipe', or an empty database in {DemoDatabase.Variable}.")
            : await crm.MakeAsync(day.Crm.People, RandomNumberGenerator.GetHexString(40, lowercase: true), cancellationToken);
        return (organisation, await crm.ConsentAsync(cancellationToken));
    }

    /// <summary>Tenant, phones and their settings, all through the API.</summary>
    /// <exception cref="UpException">The tenant is connected to something else than the simulator.</exception>
    public async Task<string> SetUpAsync(CrmOrganisation organisation, CrmConsent consent, CancellationToken cancellationToken)
    {
        finishedBefore = await CountFinishedAsync(cancellationToken);
        phones = new DayUpload(Api, day);
        await phones.SetUpAsync(organisation, consent, cancellationToken);
        var apiDomain = await house.Database.ApiDomainAsync(Chain.TenantId, cancellationToken);
        if (apiDomain?.TrimEnd('/') != House.Origin(new Uri(consent.ApiDomain)))
        {
            throw new UpException(
                $"The demo tenant is connected to '{apiDomain ?? "nothing"}', not to the simulator at {consent.ApiDomain}: the simulated phones stay silent. Start anew with './leadcall down --wipe'.");
        }

        return $"{Chain.Name}: {day.Phones.Length} phones, {day.Crm.People.Length} people in the CRM";
    }

    public async Task<string> UploadAsync(CancellationToken cancellationToken)
    {
        requestsBefore = await crm.CountRequestsAsync(cancellationToken);
        uploads = await Phones.UploadAsync(cancellationToken);
        return $"{uploads.Uploaded} items in {day.Uploads.Length} requests: {uploads.Accepted} accepted, {uploads.AlreadyKnown} already known, {uploads.Refused} refused";
    }

    public async Task<string> WaitAsync(StepLog steps, CancellationToken cancellationToken)
    {
        var pending = await new SyncWait(Database, time).UntilFinishedAsync(steps, cancellationToken);
        return pending == 0 ? "every eligible call is finished" : $"gave up: {pending} calls are still pending and nothing moves";
    }

    /// <summary>Reads both sides and compares.</summary>
    public async Task<DayReport> CompareAsync(CancellationToken cancellationToken)
    {
        var calls = await Database.ReadCallsAsync(cancellationToken);
        var rules = await Database.ReadRulesAsync(cancellationToken);
        var facts = await crm.ReadFactsAsync(cancellationToken);
        var users = (await crm.FindAsync(cancellationToken))!.Users.ToDictionary(user => user.Email, user => user.Id);
        var syncs = calls.Where(call => call.Sync is not null).Select(call => call.Sync!).ToArray();
        return new DayReport
        {
            Engine = EngineName.OfThisBuild,
            Day = day.Clock.Day,
            Seed = day.Seed,
            Uploads = uploads,
            NotSynced = CountBy(calls.Where(call => call.IneligibleReason is not null), call => call.IneligibleReason!),
            Syncs = CountBy(syncs, sync => sync.Status),
            Failed = CountBy(syncs.Where(sync => sync.Status == SyncFact.Failed), sync => sync.ErrorCode ?? "?"),
            CreatedRecords = CountBy(facts.Ledger.Where(entry => entry.Action == LedgerFact.Create), entry => entry.Module),
            ZohoRequests = await crm.CountRequestsAsync(cancellationToken) - requestsBefore,
            SyncedInThisRun = await CountFinishedAsync(cancellationToken) - finishedBefore,
            Took = time.GetElapsedTime(began),
            Findings = [.. DayCheck.Of(day, calls, users), .. Comparison.Of(calls, rules, day.Crm.People, facts)],
        };
    }

    /// <summary>Goes on with calls of the present until it is cancelled.</summary>
    public Task TrickleAsync(Action<string> told, CancellationToken cancellationToken) =>
        new LiveTrickle(Api, Phones, day, new Random(), time).RunAsync(told, cancellationToken);

    private DayUpload Phones => phones ?? throw new InvalidOperationException("The phones are not enrolled yet.");

    private async Task<int> CountFinishedAsync(CancellationToken cancellationToken)
    {
        var counts = await Database.CountStatusesAsync(cancellationToken);
        return (int)counts.Where(pair => pair.Key != SyncFact.Pending).Sum(pair => pair.Value);
    }

    private static ImmutableSortedDictionary<string, int> CountBy<T>(IEnumerable<T> items, Func<T, string> key) =>
        items.CountBy(key).ToImmutableSortedDictionary(StringComparer.Ordinal);
}
