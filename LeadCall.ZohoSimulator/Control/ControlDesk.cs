using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Accounts;
using LeadCall.ZohoSimulator.Control.Limits;
using LeadCall.ZohoSimulator.Control.Seeding;
using LeadCall.ZohoSimulator.Control.Work;
using LeadCall.ZohoSimulator.Crm.Limits;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Hosting;
using LeadCall.ZohoSimulator.Page;
using LeadCall.ZohoSimulator.World;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.ZohoSimulator.Control;

/// <summary>
/// What a test or the demo may do that no Zoho customer can: make organisations, look at everything, change the rules.
/// The same over HTTP under <c>/_simulator/</c>. An organisation is named by its key.
/// </summary>
public sealed partial class ControlDesk
{
    private readonly ZohoWorld world;
    private readonly DataCentres centres;
    private readonly RequestLog log;
    private readonly SeedWriter seeds;
    private readonly Disturbances disturbances;

    internal ControlDesk(ZohoWorld world, DataCentres centres, RequestLog log, Disturbances disturbances)
    {
        this.world = world;
        this.centres = centres;
        this.log = log;
        this.disturbances = disturbances;
        seeds = new SeedWriter(world);
        Limits = new LimitsDesk(Find, world.Clock);
        Work = new PeopleAtWork(Find, world);
    }

    /// <summary>Credits and calls in flight.</summary>
    public LimitsDesk Limits { get; }

    /// <summary>Converting, merging, deleting and restoring as the tenant's people do.</summary>
    public PeopleAtWork Work { get; }

    public AccountsSwitches AccountsSwitches => world.AccountsSwitches;

    /// <summary>The number of the newest request; <see cref="RequestsSince"/> takes it.</summary>
    public long Mark => log.Mark;

    public IReadOnlyList<OrganisationInfo> Organisations() => [.. world.Organisations.Select(Info)];

    /// <summary>Makes the organisation, or makes it anew: empty, without tokens, with default switches.</summary>
    /// <exception cref="ArgumentException">The data centre or the time zone is not known.</exception>
    public OrganisationInfo CreateOrganisation(OrganisationSpec spec)
    {
        centres.Get(spec.DataCentre);
        EditionLimits.Table(spec.Edition);
        return Info(world.Create(spec));
    }

    public OrganisationInfo Organisation(string organisation) => Info(Find(organisation));

    public OrganisationSpec Spec(string organisation) => Find(organisation).Spec;

    /// <summary>Replaces users; ids follow the position in the list.</summary>
    public OrganisationInfo SetUsers(string organisation, IReadOnlyList<UserSpec> users)
    {
        var found = Find(organisation);
        lock (found.Gate)
        {
            world.SetUsers(found, users);
            return Info(found);
        }
    }

    public CrmSwitches Switches(string organisation) => Find(organisation).Switches;

    public CrmSwitches SetSwitches(string organisation, Func<CrmSwitches, CrmSwitches> change)
    {
        var found = Find(organisation);
        lock (found.Gate)
        {
            world.SetSwitches(found, SwitchRules.Checked(change(found.Switches)));
            return found.Switches;
        }
    }

    public AccountsSwitches SetAccountsSwitches(Func<AccountsSwitches, AccountsSwitches> change)
    {
        world.SetSwitches(SwitchRules.Checked(change(world.AccountsSwitches)));
        return world.AccountsSwitches;
    }

    /// <summary>Gives tokens without a browser. Absent user = the first; absent client = the organisation's first; absent scopes = everything.</summary>
    public Connection Connect(string organisation, string? userEmail = null, IReadOnlyList<string>? scopes = null, string? clientId = null)
    {
        var found = Find(organisation);
        var client = found.Spec.Clients.FirstOrDefault(client => clientId is null || client.ClientId == clientId)
            ?? throw new ArgumentException($"Organisation '{organisation}' has no client '{clientId}'. Give it one in its clients.");
        var user = found.Users.FirstOrDefault(user => userEmail is null || user.Spec.Email == userEmail)
            ?? throw new ArgumentException($"Organisation '{organisation}' has no user '{userEmail}'.");
        var grant = new Grant(found.Spec.DataCentre, found.Key, user.Id, client.ClientId, scopes ?? FullScopes);
        var refresh = world.Tokens.MintRefreshToken(grant);
        var access = world.Tokens.MintAccessToken(grant, refresh)!;
        var centre = centres.Get(grant.DataCentre);
        return new Connection(
            found.Key, found.ZohoId, centre.Location, centre.AccountsUrl, centre.ApiUrl, user.Id, client.ClientId, client.ClientSecret,
            grant.Scopes, refresh.Token, access.Token, access.ExpiresAt);
    }

    /// <summary>Ends all access tokens of the organisation now; refresh tokens live on.</summary>
    public int ExpireAccessTokens(string organisation) => world.Tokens.ExpireAccessTokens(Find(organisation).Key);

    /// <summary>Revokes all connections, as the administrator can in Zoho without notice to us.</summary>
    public int RevokeConnections(string organisation) => world.Tokens.RevokeAll(Find(organisation).Key);

    /// <summary>Adds records behind the client's back; they are not in the ledger. Answers their ids in order.</summary>
    public IReadOnlyList<string> Seed(string organisation, string module, params IEnumerable<SeedRecord> records)
    {
        var found = Find(organisation);
        lock (found.Gate)
        {
            Table(found, module);
            return [.. records.Select(record => seeds.Add(found, module, record).Id)];
        }
    }

    /// <summary>Changes a record behind the client's back.</summary>
    public void Change(string organisation, string module, string id, JsonObject fields)
    {
        var found = Find(organisation);
        lock (found.Gate)
        {
            seeds.Change(found, Record(found, module, id), fields);
        }
    }

    /// <summary>Deletes a record behind the client's back; it shows in the deleted list, not in the ledger.</summary>
    public void Remove(string organisation, string module, string id) => Work.Delete(organisation, module, id);

    /// <summary>All present records of a module, fields that hold something, times in UTC, oldest first.</summary>
    public IReadOnlyList<JsonObject> Records(string organisation, string module)
    {
        var found = Find(organisation);
        lock (found.Gate)
        {
            return [.. Table(found, module).Snapshot().Select(record => RawView.Of(found, record))];
        }
    }

    /// <summary>The newest records of a module as its first user sees them, for the page; <paramref name="search"/> looks for digits or text.</summary>
    internal PageRows Newest(string organisation, string module, string? search)
    {
        var found = Find(organisation);
        lock (found.Gate)
        {
            return PageRows.Of(found, Table(found, module), search);
        }
    }

    /// <summary>What the public API did to this organisation's records, in order.</summary>
    public IReadOnlyList<LedgerEntry> Ledger(string organisation, string? module = null, string? action = null)
    {
        var found = Find(organisation);
        lock (found.Gate)
        {
            return [.. found.Ledger.Where(entry => (module is null || entry.Module == module) && (action is null || entry.Action == action))];
        }
    }

    /// <summary>Lead ids with member status per campaign id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> CampaignMembers(string organisation)
    {
        var found = Find(organisation);
        lock (found.Gate)
        {
            return found.CampaignMembers.ToDictionary(pair => pair.Key, pair => (IReadOnlyDictionary<string, string>)new Dictionary<string, string>(pair.Value));
        }
    }

    public IReadOnlyList<LoggedRequest> RequestsSince(long mark, string? organisation = null) => log.Since(mark, organisation);

    public IReadOnlyList<RequestCount> RequestCountsSince(long mark, string? organisation = null) => log.CountsSince(mark, organisation);

    /// <summary>Fills Leads and Contacts with people whose numbers are spelled in many ways, the same for the same plan.</summary>
    public SeededPeople SeedPeople(string organisation, PeoplePlan plan)
    {
        var found = Find(organisation);
        lock (found.Gate)
        {
            return PeopleSeeder.Fill(found, plan, (module, record) => seeds.Add(found, module, record).Id);
        }
    }

    internal Organisation Find(string key) => world.Find(key)
        ?? throw new ArgumentException($"There is no organisation '{key}' here. There are: {string.Join(", ", world.Organisations.Select(o => o.Key))}.");

    private static readonly string[] FullScopes =
    [
        "ZohoCRM.modules.ALL", "ZohoCRM.users.ALL", "ZohoCRM.org.ALL", "ZohoCRM.settings.ALL", "ZohoCRM.coql.READ", "ZohoSearch.securesearch.READ",
    ];

    private static RecordTable Table(Organisation organisation, string module) => organisation.Modules.Any(schema => schema.ApiName == module)
        ? organisation.Table(module)
        : throw new ArgumentException($"There is no module '{module}'. There are: {string.Join(", ", organisation.Modules.Select(schema => schema.ApiName))}.");

    private static CrmRecord Record(Organisation organisation, string module, string id) => Table(organisation, module).Find(id)
        ?? throw new ArgumentException($"{module} of organisation '{organisation.Key}' has no record {id}.");

    private static OrganisationInfo Info(Organisation organisation) => new(
        organisation.Key,
        organisation.ZohoId,
        organisation.Spec.Name,
        organisation.Spec.DataCentre,
        organisation.Spec.TimeZone,
        [.. organisation.Users.Select(user => new UserInfo(user.Id, user.Spec.Name, user.Spec.Email, user.Spec.Status, user.Spec.Confirmed, user.Spec.Denied))]);
}
