using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Records;

namespace LeadCall.ZohoSimulator.Crm.Reading;

/// <summary><c>GET /Leads/{id}/Calls</c> and its like: activities of a record, members of a campaign, campaigns of a Lead (FACTS 4.3).</summary>
internal sealed class RelatedLists
{
    public CrmAnswer List(CrmCall call)
    {
        var id = call.PathValues["id"];
        if (call.Organisation.Table(call.Module.ApiName).Find(id) is null)
        {
            throw CrmRefusal.Because("INVALID_DATA", "the id given seems to be invalid", ("resource_path_index", 1));
        }

        var fields = FieldList.Mandatory(call);
        var paging = Paging.From(call);
        var rows = Related(call, id, call.PathValues["list"]).Skip(paging.Skip).Take(paging.PerPage + 1).ToList();
        var more = rows.Count > paging.PerPage;
        rows = more ? rows[..paging.PerPage] : rows;
        var view = new RecordView(call.Organisation, call.User);
        return rows.Count == 0 ? CrmAnswer.NoContent : CrmAnswer.Ok(new JsonObject
        {
            ["data"] = new JsonArray([.. rows.Select(record => view.Show(record, fields))]),
            ["info"] = new JsonObject { ["per_page"] = paging.PerPage, ["count"] = rows.Count, ["page"] = paging.Page, ["more_records"] = more },
        });
    }

    private static IEnumerable<CrmRecord> Related(CrmCall call, string id, string list)
    {
        var organisation = call.Organisation;
        return (call.Module.ApiName, list) switch
        {
            (_, "Calls" or "Tasks") => organisation.Table(list).Snapshot().Where(record => Values.Text(record, "What_Id") == id || Values.Text(record, "Who_Id") == id).Reverse(),
            ("Campaigns", "Leads") => organisation.CampaignMembers.GetValueOrDefault(id, []).Keys.Select(organisation.Table("Leads").Find).OfType<CrmRecord>(),
            ("Leads", "Campaigns") => organisation.CampaignMembers.Where(campaign => campaign.Value.ContainsKey(id))
                .Select(campaign => organisation.Table("Campaigns").Find(campaign.Key)).OfType<CrmRecord>(),
            _ => throw CrmRefusal.Because("INVALID_DATA", "the relation name given seems to be invalid", ("resource_path_index", 2)),
        };
    }
}
