using LeadCall.ZohoSimulator.Crm.Conversion;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Merging;

/// <summary>
/// Merges one record into another, as people do in Zoho's duplicates page: the master takes the values chosen, the activities and the
/// campaigns; the other is gone for good. Called under the organisation's gate.
/// </summary>
internal sealed class RecordMerge(ZohoWorld world, Organisation organisation, string userId)
{
    /// <param name="take">Field of the master → field of the loser whose value it takes; a field the loser leaves empty changes nothing.</param>
    public void Merge(CrmRecord master, CrmRecord loser, IReadOnlyDictionary<string, string> take)
    {
        var bump = organisation.Switches.MergeBumpsModifiedTime;
        var taken = take.Where(pair => loser.Fields.ContainsKey(pair.Value)).Select(pair => KeyValuePair.Create(pair.Key, loser.Fields[pair.Value]));
        var merged = master with { Fields = master.Fields.SetItems(taken), WrittenAt = world.Clock.GetUtcNow() };
        world.Put(organisation, bump ? merged with { ModifiedTime = world.NowInSeconds, ModifiedBy = userId } : merged);
        new ActivityMove(world, organisation, bump ? userId : null).Between(loser.Id, master.Id);
        foreach (var (campaign, members) in organisation.CampaignMembers.Where(pair => pair.Value.ContainsKey(loser.Id) && !pair.Value.ContainsKey(master.Id)).ToList())
        {
            world.Link(organisation, campaign, master.Id, members[loser.Id]);
        }

        world.Remove(organisation, new DeletedRecord { Record = loser, DeletedTime = world.NowInSeconds, DeletedBy = userId, MergedInto = master.Id });
    }
}
