using System.Text.Json.Nodes;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Zoho;

/// <summary>An organisation like the clinics' in the words of the simulator's control API.</summary>
internal static class ChainSpec
{
    public static JsonObject Of(string key, string name, string dataCentre, string clientSecret) => new()
    {
        ["key"] = key,
        ["name"] = name,
        ["data_centre"] = dataCentre,
        ["edition"] = ChainOrganisation.Edition,
        ["time_zone"] = Chain.TimeZone,
        ["country_code"] = Chain.Country,
        ["currency"] = "GBP",
        ["users"] = new JsonArray([.. Chain.CrmUsers.Select((user, i) => new JsonObject
        {
            ["name"] = user.Name,
            ["email"] = user.Email,
            ["status"] = user.IsActive ? "active" : "inactive",
            ["admin"] = i == 0,
            ["denied"] = user.MayCreateLeads ? [] : new JsonArray(new JsonObject { ["module"] = CrmPerson.Leads, ["action"] = "create" }),
        })]),
        ["custom_fields"] = new JsonArray([.. ChainOrganisation.CustomFields.Select(field => new JsonObject
        {
            ["module"] = field.Module,
            ["api_name"] = field.ApiName,
            ["label"] = field.Label,
            ["data_type"] = field.DataType,
            ["mandatory"] = field.Mandatory,
        })]),
        ["clients"] = new JsonArray(new JsonObject { ["client_id"] = SimulatorControl.ClientId, ["client_secret"] = clientSecret }),
    };

    public static JsonObject FieldsOf(CrmPerson person)
    {
        var fields = new JsonObject { ["First_Name"] = person.FirstName, ["Last_Name"] = person.LastName, ["Email"] = person.Email };
        foreach (var (field, value) in person.PhoneFields)
        {
            fields[field] = value;
        }

        return fields;
    }
}
