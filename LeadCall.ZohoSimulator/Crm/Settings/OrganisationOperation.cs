using System.Text.Json.Nodes;

namespace LeadCall.ZohoSimulator.Crm.Settings;

/// <summary><c>GET /org</c> (FACTS 7).</summary>
internal static class OrganisationOperation
{
    public static CrmAnswer Show(CrmCall call)
    {
        var organisation = call.Organisation;
        var spec = organisation.Spec;
        return CrmAnswer.Ok(new JsonObject
        {
            ["org"] = new JsonArray(new JsonObject
            {
                ["id"] = organisation.ZohoId,
                ["zgid"] = organisation.ZohoId,
                ["company_name"] = spec.Name,
                ["alias"] = null,
                ["primary_email"] = organisation.Users[0].Spec.Email,
                ["primary_zuid"] = organisation.Users[0].Zuid,
                ["time_zone"] = spec.TimeZone,
                ["country_code"] = spec.CountryCode,
                ["country"] = spec.CountryCode,
                ["currency"] = spec.Currency,
                ["iso_code"] = spec.Currency,
                ["currency_symbol"] = spec.Currency,
                ["type"] = "production",
                ["domain_name"] = $"org{organisation.ZohoId}",
                ["mc_status"] = false,
                ["created_time"] = call.User.Show(organisation.CreatedTime),
                ["license_details"] = new JsonObject
                {
                    ["paid"] = spec.Edition != "Free",
                    ["paid_type"] = spec.Edition.ToLowerInvariant(),
                    ["users_license_purchased"] = organisation.Users.Count,
                    ["trial_type"] = null,
                    ["trial_expiry"] = null,
                    ["paid_expiry"] = null,
                },
            }),
        });
    }
}
