using LeadCall.ZohoSimulator.Crm.Conversion;
using LeadCall.ZohoSimulator.Crm.Merging;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Control.Work;

/// <summary>
/// What the tenant's own people do in the CRM meanwhile (FACTS 12.7a). None of it is in the ledger. Each act is by the user with the
/// e-mail given, else by the organisation's first.
/// </summary>
public sealed class PeopleAtWork
{
    private readonly Func<string, Organisation> find;
    private readonly ZohoWorld world;

    internal PeopleAtWork(Func<string, Organisation> find, ZohoWorld world)
    {
        this.find = find;
        this.world = world;
    }

    /// <summary>Converts a Lead (FACTS 8.4).</summary>
    /// <exception cref="ArgumentException">There is no such Lead, it is converted already, or the request names what does not exist.</exception>
    public ConvertedLead Convert(string organisation, string leadId, ConversionRequest? request = null, string? by = null)
    {
        var found = find(organisation);
        lock (found.Gate)
        {
            var lead = Record(found, "Leads", leadId);
            var asked = request ?? new ConversionRequest();
            if (lead.Converted)
            {
                throw new ArgumentException($"Lead {leadId} of organisation '{organisation}' is converted already.");
            }

            _ = asked.ContactId is { } contact ? Record(found, "Contacts", contact) : null;
            _ = asked.AccountId is { } account ? Record(found, "Accounts", account) : null;
            return new LeadConversion(world, found, User(found, by), throughApi: false).Convert(lead, asked);
        }
    }

    /// <summary>Merges <paramref name="loserId"/> into <paramref name="masterId"/>; <paramref name="take"/> names fields of the master and the loser's fields they take their values from.</summary>
    /// <exception cref="ArgumentException">There is no such record or field, or both are the same.</exception>
    public void Merge(string organisation, string module, string masterId, string loserId, IReadOnlyDictionary<string, string>? take = null, string? by = null)
    {
        var found = find(organisation);
        lock (found.Gate)
        {
            var (master, loser) = (Record(found, module, masterId), Record(found, module, loserId));
            if (master.Id == loser.Id)
            {
                throw new ArgumentException($"{module} {masterId} cannot be merged with itself. Name two records.");
            }

            var schema = found.Schema(module);
            foreach (var field in (take ?? new Dictionary<string, string>()).SelectMany(pair => new[] { pair.Key, pair.Value }).Where(field => schema.Find(field) is null))
            {
                throw new ArgumentException($"{module} of organisation '{organisation}' has no field '{field}'.");
            }

            new RecordMerge(world, found, User(found, by)).Merge(master, loser, take ?? new Dictionary<string, string>());
        }
    }

    /// <summary>Puts a record into the recycle bin.</summary>
    /// <exception cref="ArgumentException">There is no such record.</exception>
    public void Delete(string organisation, string module, string id, string? by = null)
    {
        var found = find(organisation);
        lock (found.Gate)
        {
            world.Remove(found, new DeletedRecord { Record = Record(found, module, id), DeletedTime = world.NowInSeconds, DeletedBy = User(found, by) });
        }
    }

    /// <summary>Takes a record out of the recycle bin, under its old id.</summary>
    /// <exception cref="ArgumentException">It is not there: never deleted, merged away, or longer than 60 days ago.</exception>
    public void Restore(string organisation, string module, string id, string? by = null)
    {
        var found = find(organisation);
        lock (found.Gate)
        {
            var gone = Table(found, module).FindDeleted(id);
            if (gone is not { MergedInto: null } || !gone.IsInRecycleBin(world.Clock.GetUtcNow()))
            {
                throw new ArgumentException($"{module} {id} is not in the recycle bin of organisation '{organisation}'{(gone?.MergedInto is { } master ? $": it was merged into {master}" : "")}.");
            }

            var back = gone.Record with { WrittenAt = world.Clock.GetUtcNow() };
            world.Restore(found, found.Switches.RestoreBumpsModifiedTime ? back with { ModifiedTime = world.NowInSeconds, ModifiedBy = User(found, by) } : back);
        }
    }

    private static string User(Organisation organisation, string? email) =>
        (email is null ? organisation.Users[0] : organisation.Users.FirstOrDefault(user => user.Spec.Email == email))?.Id
        ?? throw new ArgumentException($"Organisation '{organisation.Key}' has no user '{email}'.");

    private static RecordTable Table(Organisation organisation, string module) => organisation.Modules.Any(schema => schema.ApiName == module)
        ? organisation.Table(module)
        : throw new ArgumentException($"There is no module '{module}'. There are: {string.Join(", ", organisation.Modules.Select(schema => schema.ApiName))}.");

    private static CrmRecord Record(Organisation organisation, string module, string id) => Table(organisation, module).Find(id)
        ?? throw new ArgumentException($"{module} of organisation '{organisation.Key}' has no record {id}.");
}
