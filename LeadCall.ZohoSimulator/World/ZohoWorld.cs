using System.Collections.Concurrent;
using LeadCall.ZohoSimulator.Accounts;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Persistence;

namespace LeadCall.ZohoSimulator.World;

/// <summary>Everything the simulator holds. Each change is journalled before it is answered.</summary>
internal sealed class ZohoWorld
{
    private readonly ConcurrentDictionary<string, Organisation> organisations = new(StringComparer.Ordinal);
    private readonly Journal journal;
    private long lastLedgerNumber;

    public ZohoWorld(TimeProvider clock, Journal journal)
    {
        Clock = clock;
        this.journal = journal;
        Tokens = new TokenBook(clock, journal, () => AccountsSwitches);
        journal.Load(Apply, CurrentState);
    }

    public TimeProvider Clock { get; }

    public TokenBook Tokens { get; }

    public AccountsSwitches AccountsSwitches { get; private set; } = new();

    public IEnumerable<Organisation> Organisations => organisations.Values.OrderBy(organisation => organisation.Key, StringComparer.Ordinal);

    /// <summary>Now in whole seconds: the precision of Zoho's stamps.</summary>
    public DateTimeOffset NowInSeconds => DateTimeOffset.FromUnixTimeSeconds(Clock.GetUtcNow().ToUnixTimeSeconds());

    public Organisation? Find(string key) => organisations.GetValueOrDefault(key);

    /// <summary>Makes the organisation, or makes it anew and empty.</summary>
    public Organisation Create(OrganisationSpec spec)
    {
        Commit(new OrganisationCreated(spec, NowInSeconds));
        return organisations[spec.Key];
    }

    public void SetSwitches(Organisation organisation, CrmSwitches switches) => Commit(new SwitchesSet(organisation.Key, switches));

    public void SetSwitches(AccountsSwitches switches) => Commit(new AccountsSwitchesSet(switches));

    public void SetUsers(Organisation organisation, IReadOnlyList<UserSpec> users) => Commit(new UsersSet(organisation.Key, users));

    public void AddPickListValue(Organisation organisation, string module, string field, string value) =>
        Commit(new PickListValueAdded(organisation.Key, module, field, value));

    public void AddField(Organisation organisation, FieldSpec field) => Commit(new FieldAdded(organisation.Key, field, organisation.NextId()));

    public void Put(Organisation organisation, CrmRecord record) => Commit(new RecordPut(organisation.Key, record));

    public void Remove(Organisation organisation, DeletedRecord tombstone) => Commit(new RecordRemoved(organisation.Key, tombstone));

    public void Restore(Organisation organisation, CrmRecord record) => Commit(new RecordRestored(organisation.Key, record));

    public void Link(Organisation organisation, string campaignId, string leadId, string memberStatus) =>
        Commit(new CampaignMemberSet(organisation.Key, campaignId, leadId, memberStatus));

    public void Record(LedgerEntry entry) => Commit(new LedgerWritten(entry with { Number = Interlocked.Increment(ref lastLedgerNumber) }));

    private void Commit(JournalEntry entry)
    {
        // Applied first: an entry the state refuses must not come back at every start.
        Apply(entry);
        journal.Append(entry);
    }

    private void Apply(JournalEntry entry)
    {
        switch (entry)
        {
            case OrganisationCreated e:
                organisations[e.Spec.Key] = new Organisation(e.Spec, e.At);
                Tokens.Forget(e.Spec.Key);
                break;
            case SwitchesSet e: organisations[e.Organisation].Switches = e.Switches; break;
            case AccountsSwitchesSet e: AccountsSwitches = e.Switches; break;
            case UsersSet e: organisations[e.Organisation].SetUsers(e.Users); break;
            case PickListValueAdded e: e.ApplyTo(organisations[e.Organisation]); break;
            case FieldAdded e: e.ApplyTo(organisations[e.Organisation]); break;
            case RecordPut e: e.ApplyTo(organisations[e.Organisation]); break;
            case RecordRemoved e: e.ApplyTo(organisations[e.Organisation]); break;
            case RecordRestored e: e.ApplyTo(organisations[e.Organisation]); break;
            case CampaignMemberSet e: e.ApplyTo(organisations[e.Organisation]); break;
            case LedgerWritten e:
                organisations[e.Entry.Organisation].Append(e.Entry);
                lastLedgerNumber = Math.Max(lastLedgerNumber, e.Entry.Number);
                break;
            case TokenEntry e: Tokens.Apply(e); break;
        }
    }

    /// <summary>The present state as the shortest journal that leads to it.</summary>
    private IEnumerable<JournalEntry> CurrentState()
    {
        yield return new AccountsSwitchesSet(AccountsSwitches);
        foreach (var organisation in Organisations)
        {
            foreach (var entry in OrganisationState.Of(organisation))
            {
                yield return entry;
            }
        }

        foreach (var entry in Tokens.State())
        {
            yield return entry;
        }
    }
}
