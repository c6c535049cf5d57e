using System.Text.Json.Nodes;
using LeadCall.Demo.Zoho;

namespace LeadCall.Demo.Fleet;

/// <summary>The body of <c>PUT /dev/seed</c> (docs/api.md): the demo tenant, its connection, its people and what its phones stood for.</summary>
public sealed record SeedBody(DemoDay Day, CrmOrganisation Organisation, CrmConsent Consent)
{
    public DemoTenant Tenant { get; init; } = Chain.Tenant;

    /// <summary>Where the phones are enrolled already, their devices; the codes of those that are not.</summary>
    public JsonObject Write(IReadOnlyDictionary<string, string> codeByPhone, bool withDevices)
    {
        ArgumentNullException.ThrowIfNull(codeByPhone);
        return new JsonObject
        {
            ["tenant"] = new JsonObject
            {
                ["id"] = Tenant.Id,
                ["name"] = Tenant.Name,
                ["demo"] = true,
                ["settings"] = new JsonObject { ["timeZone"] = Chain.TimeZone, ["defaultCountry"] = Chain.Country },
            },
            ["users"] = Array(Tenant.Managers, user => new JsonObject { ["email"] = user.Email, ["name"] = user.Name, ["role"] = user.Role }),
            ["reps"] = Array(Chain.Reps, Rep),
            ["enrollmentCodes"] = Array(Day.Phones.Where(phone => codeByPhone.ContainsKey(phone.Key)), phone => new JsonObject
            {
                ["code"] = codeByPhone[phone.Key], ["label"] = phone.Label, ["expiresInMinutes"] = 15,
            }),
            ["zoho"] = Connection(),
            ["devices"] = withDevices ? Array(Day.Phones, Device) : new JsonArray(),
        };
    }

    private JsonObject Rep(Rep rep)
    {
        var user = Organisation.Users.FirstOrDefault(user => user.Email == rep.ZohoEmail);
        return new JsonObject { ["id"] = rep.Id, ["name"] = rep.Name, ["zohoUserId"] = user?.Id, ["zohoUserName"] = user?.Name };
    }

    private JsonObject Connection() => new()
    {
        ["location"] = Consent.Location,
        ["orgId"] = Consent.ZohoOrgId,
        ["orgName"] = Tenant.Name,
        ["accountsServer"] = Consent.AccountsServer.TrimEnd('/'),
        ["apiDomain"] = Consent.ApiDomain.TrimEnd('/'),
        ["edition"] = ChainOrganisation.Edition,
        ["refreshToken"] = Consent.RefreshToken,
        ["scopes"] = Array(Consent.Scopes, scope => JsonValue.Create(scope)),
        ["connectedBy"] = Tenant.Managers[0].Email,
        ["fieldDefaults"] = new JsonArray(new JsonObject
        {
            ["module"] = CrmPerson.Leads, ["apiName"] = ChainOrganisation.MandatoryLeadField, ["value"] = ChainOrganisation.DefaultBranch,
        }),
    };

    private static JsonObject Device(Phone phone) => new()
    {
        ["installId"] = phone.InstallId,
        ["roles"] = Array(phone.Roles.Entries, role => new JsonObject { ["role"] = role.Value, ["from"] = role.From }),
        ["holders"] = Array(phone.Holders.Entries, holder => new JsonObject { ["repId"] = holder.Value.Id, ["from"] = holder.From }),
        ["assignments"] = Array(phone.Sources.Entries, source => new JsonObject
        {
            ["metadata"] = Array(source.Value.Rows, row => new JsonObject { ["name"] = row.Name, ["value"] = row.Value }),
            ["from"] = source.From,
        }),
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => new([.. items.Select(write)]);
}
