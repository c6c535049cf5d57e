using LeadCall.ZohoSimulator.Persistence;

namespace LeadCall.ZohoSimulator.World;

/// <summary>An organisation as the journal entries that make it.</summary>
internal static class OrganisationState
{
    public static IEnumerable<JournalEntry> Of(Organisation organisation)
    {
        var key = organisation.Key;
        yield return new OrganisationCreated(organisation.Spec, organisation.CreatedTime);
        yield return new SwitchesSet(key, organisation.Switches);
        foreach (var module in organisation.Modules)
        {
            foreach (var field in module.Fields.Where(field => field.AddedLater))
            {
                yield return new FieldAdded(key, field.AsSpec(module.ApiName), field.Id);
            }

            foreach (var (field, value) in module.Fields.SelectMany(field => field.AddedValues.Select(value => (field, value))))
            {
                yield return new PickListValueAdded(key, module.ApiName, field.ApiName, value);
            }

            var table = organisation.Table(module.ApiName);
            foreach (var tombstone in table.Deleted)
            {
                yield return new RecordPut(key, tombstone.Record);
                yield return new RecordRemoved(key, tombstone);
            }

            foreach (var record in table.Snapshot())
            {
                yield return new RecordPut(key, record);
            }
        }

        foreach (var (campaign, members) in organisation.CampaignMembers)
        {
            foreach (var (lead, status) in members)
            {
                yield return new CampaignMemberSet(key, campaign, lead, status);
            }
        }

        foreach (var entry in organisation.Ledger)
        {
            yield return new LedgerWritten(entry);
        }
    }
}
