using System.Collections.Immutable;
using System.Text.Json;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Conversion;

/// <summary>Hangs Calls and Tasks on other records, when their own is converted or merged away (FACTS 3.5).</summary>
/// <param name="modifiedBy">Who is noted as having changed them now; null = their stamps stay (FACTS 13 #18, unconfirmed).</param>
internal sealed class ActivityMove(ZohoWorld world, Organisation organisation, string? modifiedBy)
{
    /// <summary>From a Lead to its Contact, and to the Deal or Account when there is one.</summary>
    public void FromLead(string lead, CrmRecord contact, CrmRecord? related) => Each(lead, record =>
    {
        var fields = record.Fields.Remove("What_Id").SetItem("Who_Id", Values.String(contact.Id));
        return related is null
            ? record with { Fields = fields, SeModule = null }
            : record with { Fields = fields.SetItem("What_Id", Values.String(related.Id)), SeModule = related.Module };
    });

    /// <summary>From a record to another of the same module.</summary>
    public void Between(string from, string to) => Each(from, record =>
        record with { Fields = Exchange(Exchange(record.Fields, "What_Id", from, to), "Who_Id", from, to) });

    private static ImmutableDictionary<string, JsonElement> Exchange(ImmutableDictionary<string, JsonElement> fields, string field, string from, string to) =>
        fields.TryGetValue(field, out var value) && value.GetString() == from ? fields.SetItem(field, Values.String(to)) : fields;

    private void Each(string id, Func<CrmRecord, CrmRecord> move)
    {
        foreach (var activity in new[] { "Calls", "Tasks" }.SelectMany(module => organisation.Table(module).Snapshot().ToList())
            .Where(record => Values.Text(record, "What_Id") == id || Values.Text(record, "Who_Id") == id))
        {
            var moved = move(activity) with { WrittenAt = world.Clock.GetUtcNow() };
            world.Put(organisation, modifiedBy is null ? moved : moved with { ModifiedTime = world.NowInSeconds, ModifiedBy = modifiedBy });
        }
    }
}
