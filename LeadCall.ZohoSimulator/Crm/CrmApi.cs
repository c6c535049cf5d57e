using LeadCall.ZohoSimulator.Crm.Conversion;
using LeadCall.ZohoSimulator.Crm.Coql;
using LeadCall.ZohoSimulator.Crm.Reading;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Searching;
using LeadCall.ZohoSimulator.Crm.Settings;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm;

/// <summary>The CRM v8 API as a table: method, address, scopes, right, what answers (FACTS 2).</summary>
internal static class CrmApi
{
    private const string Read = "ZohoCRM.modules.{m}.READ";
    private const string Create = "ZohoCRM.modules.{m}.CREATE";
    private const string Update = "ZohoCRM.modules.{m}.UPDATE";
    private const string Delete = "ZohoCRM.modules.{m}.DELETE";
    private const string Search = "ZohoSearch.securesearch.READ";
    private const string Fields = "ZohoCRM.settings.fields.READ";

    public static IReadOnlyList<CrmOperation> Operations(ZohoWorld world)
    {
        var lists = new ListOperations(world);
        var writes = new WriteOperations(world);
        var search = new SearchOperations(world);
        var campaigns = new CampaignLinks(world);
        return
        [
            new("GET", "users", ["ZohoCRM.users.READ"], null, UserOperations.List),
            new("GET", "users/{id}", ["ZohoCRM.users.READ"], null, UserOperations.One),
            new("GET", "org", ["ZohoCRM.org.READ"], null, OrganisationOperation.Show),
            new("GET", "settings/fields", [Fields], null, FieldOperations.List),
            new("POST", "settings/fields", ["ZohoCRM.settings.fields.CREATE"], null, new CustomFieldOperation(world).Create),
            new("GET", "settings/fields/{id}", [Fields], null, FieldOperations.One),
            new("GET", "settings/fields/{id}/pick_list_values", [Fields], null, FieldOperations.PickListValues),
            new("GET", "settings/modules", ["ZohoCRM.settings.modules.READ"], null, ModuleOperations.List),
            new("GET", "settings/modules/{module}", ["ZohoCRM.settings.modules.READ"], null, ModuleOperations.One),
            new("GET", "settings/layouts", ["ZohoCRM.settings.layouts.READ"], null, ModuleOperations.Layouts),
            new("POST", "coql", ["ZohoCRM.coql.READ"], null, new CoqlOperation(world).Run),

            new("GET", "{module}", [Read], "view", lists.List),
            new("POST", "{module}", [Create], "create", writes.Insert),
            new("PUT", "{module}", [Update], "edit", writes.Update),
            new("DELETE", "{module}", [Delete], "delete", writes.DeleteMany),
            new("POST", "{module}/upsert", [$"{Create}|ZohoCRM.modules.{{m}}.WRITE"], "create", writes.Upsert),
            new("GET", "{module}/search", [Read, Search], "view", search.Search),
            new("GET", "{module}/deleted", [Read], "view", new DeletedOperations(world).List),
            new("GET", "{module}/actions/count", [Read], "view", search.Count),
            new("GET", "{module}/{id}", [Read], "view", lists.One),
            new("PUT", "{module}/{id}", [Update], "edit", writes.UpdateOne),
            new("DELETE", "{module}/{id}", [Delete], "delete", writes.DeleteOne),

            new("POST", "{module}/{id}/actions/convert", [Create], "edit", new ConvertOperation(world).Convert),
            new("GET", "{module}/{id}/{list}", [Read], "view", new RelatedLists().List),
            new("PUT", "Campaigns/{id}/Leads", [], null, campaigns.AddLeads),
            new("PUT", "Leads/{id}/Campaigns", [], null, campaigns.AddCampaigns),
        ];
    }
}
