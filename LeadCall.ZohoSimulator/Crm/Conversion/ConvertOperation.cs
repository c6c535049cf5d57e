using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Stages;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Conversion;

/// <summary><c>POST /Leads/{id}/actions/convert</c> (FACTS 8.4).</summary>
internal sealed class ConvertOperation(ZohoWorld world)
{
    public CrmAnswer Convert(CrmCall call)
    {
        if (call.Module.ApiName != "Leads")
        {
            throw CrmRefusal.Because("INVALID_MODULE", "the module name given seems to be invalid", ("resource_path_index", 0));
        }

        if (call.Organisation.Table("Leads").Find(call.PathValues["id"]) is not { } lead)
        {
            return Refuse(call, CrmError.Of("INVALID_DATA", "invalid data", ("resource_path_index", 1)));
        }

        if (lead.Converted)
        {
            return Refuse(call, CrmError.Of("ID_ALREADY_CONVERTED", "id already converted", ("resource_path_index", 1)));
        }

        var items = WriteOperations.Items(call.JsonBody());
        if (items is not [{ ValueKind: JsonValueKind.Object } item])
        {
            throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("api_name", "data"), ("json_path", "$.data"), ("expected_data_type", "jsonarray"));
        }

        var reader = new ConversionReader(call, world.Clock.GetUtcNow());
        var request = reader.Read(lead, item);
        return request is null ? RefuseItem(call, reader.Error!) : Done(call, lead, item, request);
    }

    private CrmAnswer Done(CrmCall call, CrmRecord lead, JsonElement item, ConversionRequest request)
    {
        Demand(call, "Contacts", request.ContactId is null);
        Demand(call, "Accounts", request.AccountId is null && (call.Organisation.Switches.ConversionAlwaysMakesAccount || lead.Fields.ContainsKey("Company")));
        Demand(call, "Deals", request.Deal is not null);
        var converted = new LeadConversion(world, call.Organisation, call.User.Id, throughApi: true).Convert(lead, request);
        Note(call, "Contacts", request.ContactId is null ? converted.ContactId : null);
        Note(call, "Accounts", request.AccountId is null ? converted.AccountId : null);
        Note(call, "Deals", converted.DealId);
        Ledger.Write(world, call, "convert", call.Organisation.Table("Leads").Find(lead.Id)!, item, trigger: null, stored: true);
        return CrmAnswer.Ok(new JsonObject
        {
            ["data"] = new JsonArray(new JsonObject
            {
                ["code"] = "SUCCESS",
                ["details"] = new JsonObject
                {
                    ["Contacts"] = Named(call, "Contacts", converted.ContactId),
                    ["Deals"] = Named(call, "Deals", converted.DealId),
                    ["Accounts"] = Named(call, "Accounts", converted.AccountId),
                },
                ["message"] = "The record has been converted successfully",
                ["status"] = "success",
            }),
        });
    }

    /// <summary>The right to create is always asked; the scope by switch.</summary>
    private static void Demand(CrmCall call, string module, bool makes)
    {
        if (makes)
        {
            Authorisation.Demand(call, module, call.Organisation.Switches.ConversionNeedsCreateScopes ? "ZohoCRM.modules.{m}.CREATE" : "ZohoCRM.modules.Leads.CREATE", "create");
        }
    }

    private void Note(CrmCall call, string module, string? made)
    {
        if (made is not null)
        {
            Ledger.Write(world, call, "create", call.Organisation.Table(module).Find(made)!, default, trigger: null, stored: true);
        }
    }

    private static JsonObject? Named(CrmCall call, string module, string? id) => id is null ? null : new JsonObject
    {
        ["name"] = Values.DisplayName(call.Organisation.Table(module).Find(id)!, call.Organisation.Schema(module)), ["id"] = id,
    };

    private static CrmAnswer Refuse(CrmCall call, CrmError error) => error.Flat(call.Organisation.Switches.ConversionErrorStatus);

    private static CrmAnswer RefuseItem(CrmCall call, CrmError error) =>
        new(call.Organisation.Switches.ConversionErrorStatus, new JsonObject { ["data"] = new JsonArray(error.ToJson()) });
}
