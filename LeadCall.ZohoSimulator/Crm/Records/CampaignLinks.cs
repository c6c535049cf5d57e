using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Rules;
using LeadCall.ZohoSimulator.Crm.Stages;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Records;

/// <summary>Leads as members of campaigns: <c>PUT /Campaigns/{id}/Leads</c> and <c>PUT /Leads/{id}/Campaigns</c> (FACTS 7).</summary>
internal sealed class CampaignLinks(ZohoWorld world)
{
    public CrmAnswer AddLeads(CrmCall call) => Add(call, "Campaigns", "Leads");

    public CrmAnswer AddCampaigns(CrmCall call) => Add(call, "Leads", "Campaigns");

    private CrmAnswer Add(CrmCall call, string pathModule, string itemModule)
    {
        if (call.Organisation.Module(pathModule) is null || call.Organisation.Module(itemModule) is null)
        {
            throw CrmRefusal.Because("INVALID_MODULE", "the module name given seems to be invalid", ("resource_path_index", 0));
        }

        var scopeOf = call.Organisation.Switches.CampaignLinkScope switch { "leads" => "Leads", "campaigns" => "Campaigns", _ => pathModule };
        Authorisation.Demand(call, scopeOf, "ZohoCRM.modules.{m}.UPDATE", "edit");
        var holder = call.Organisation.Table(pathModule).Find(call.PathValues["id"])
            ?? throw CrmRefusal.Because("INVALID_DATA", "the related id given seems to be invalid", ("resource_path_index", 1));
        var items = WriteOperations.Items(call.JsonBody());
        return WriteOperations.Answer(call, [.. items.Select((item, index) => Link(call, holder, itemModule, item, index))], StatusCodes.Status200OK);
    }

    private JsonObject Link(CrmCall call, CrmRecord holder, string itemModule, JsonElement item, int index)
    {
        var id = item.ValueKind == JsonValueKind.Object ? FieldValue.IdIn(item) : null;
        if (id is null || call.Organisation.Table(itemModule).Find(id) is not { } linked)
        {
            return CrmError.Of("INVALID_DATA", "the id given seems to be invalid", ("api_name", "id"), ("json_path", $"$.data[{index}].id")).ToJson();
        }

        var (campaign, lead) = holder.Module == "Campaigns" ? (holder, linked) : (linked, holder);
        if (lead.Converted && !call.Organisation.Switches.CampaignsTakeConvertedLeads)
        {
            return CrmError.Of("INVALID_DATA", "the id given seems to be invalid", ("api_name", "id"), ("json_path", $"$.data[{index}].id")).ToJson();
        }

        var status = item.TryGetProperty("Member_Status", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "Planned";
        world.Link(call.Organisation, campaign.Id, lead.Id, status);
        Ledger.Write(world, call, "link", lead, JsonSerializer.SerializeToElement(new { Campaign = campaign.Id, Member_Status = status }), trigger: null, stored: false);
        return new JsonObject
        {
            ["code"] = "SUCCESS", ["details"] = new JsonObject { ["id"] = id }, ["message"] = "relation added", ["status"] = "success",
        };
    }
}
