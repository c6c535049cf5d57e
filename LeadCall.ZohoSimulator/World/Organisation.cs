using LeadCall.ZohoSimulator.Crm.Limits;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Schema;

namespace LeadCall.ZohoSimulator.World;

/// <summary>A Zoho organisation with all it holds. Every read and change happens under <see cref="Gate"/>.</summary>
internal sealed class Organisation
{
    private readonly Dictionary<string, ModuleSchema> modules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordTable> tables = new(StringComparer.Ordinal);
    private readonly List<CrmUser> users = [];
    private readonly List<LedgerEntry> ledger = [];
    private long lastIdNumber = 100_000;

    public Organisation(OrganisationSpec spec, DateTimeOffset createdTime)
    {
        Spec = spec;
        CreatedTime = createdTime;
        IdPrefix = spec.IdPrefix ?? Ids.PrefixFor(spec.Key);
        ZohoId = spec.ZohoId ?? Ids.Make(IdPrefix, 1);
        Zone = FindZone(spec.TimeZone);
        foreach (var (kind, position) in ModuleKind.All.Select((kind, i) => (kind, i + 1)))
        {
            modules[kind.ApiName] = ModuleSchema.For(kind, position, IdPrefix, spec);
            tables[kind.ApiName] = new RecordTable();
        }

        SetUsers(spec.Users);
    }

    public Lock Gate { get; } = new();

    public OrganisationSpec Spec { get; private set; }

    public string Key => Spec.Key;

    public string IdPrefix { get; }

    public string ZohoId { get; }

    public TimeZoneInfo Zone { get; }

    public DateTimeOffset CreatedTime { get; }

    public CrmSwitches Switches { get; set; } = new();

    /// <summary>Credits used and calls in flight. Guards itself.</summary>
    public UsageMeter Usage { get; } = new();

    public IReadOnlyList<CrmUser> Users => users;

    public IReadOnlyList<LedgerEntry> Ledger => ledger;

    public IEnumerable<ModuleSchema> Modules => modules.Values;

    /// <summary>Lead ids per campaign id with their member status.</summary>
    public Dictionary<string, SortedDictionary<string, string>> CampaignMembers { get; } = [];

    /// <summary>The module, or null when this organisation has none of that name or hides it.</summary>
    public ModuleSchema? Module(string apiName) =>
        modules.GetValueOrDefault(apiName) is { } module && !Spec.HiddenModules.Contains(apiName) ? module : null;

    /// <summary>The module's fields, hidden or not.</summary>
    public ModuleSchema Schema(string apiName) => modules[apiName];

    public RecordTable Table(string module) => tables[module];

    public CrmUser? User(string id) => users.Find(user => user.Id == id);

    public string NextId() => Ids.Make(IdPrefix, ++lastIdNumber);

    /// <summary>Ids already given are not given again, also after a restart.</summary>
    public void NoteId(string id) => lastIdNumber = Math.Max(lastIdNumber, id.StartsWith(IdPrefix, StringComparison.Ordinal) ? Ids.NumberOf(id) : 0);

    public void Replace(ModuleSchema module) => modules[module.ApiName] = module;

    public void Append(LedgerEntry entry) => ledger.Add(entry);

    /// <summary>Replaces the users; ids follow the position, so a changed user keeps id and tokens.</summary>
    public void SetUsers(IReadOnlyList<UserSpec> specs)
    {
        users.Clear();
        users.AddRange(specs.Select((user, i) =>
        {
            var zone = user.TimeZone ?? Spec.TimeZone;
            return new CrmUser(Ids.Make(IdPrefix, 57_662 + i), Ids.Make(IdPrefix, 7_000 + i), user, FindZone(zone), zone, CreatedTime);
        }));
        Spec = Spec with { Users = specs };
    }

    private TimeZoneInfo FindZone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new ArgumentException($"Organisation '{Key}': time zone '{name}' is not known on this machine. Use an IANA name such as Asia/Kolkata; on a minimal system install the package tzdata.");
}
