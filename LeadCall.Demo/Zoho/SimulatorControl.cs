using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.Proof;

namespace LeadCall.Demo.Zoho;

/// <summary>What the demo asks of the simulator beside Zoho's API: the organisation, a consent, its records and its ledger.</summary>
/// <param name="organisation">Its handle in the simulator.</param>
/// <param name="name">What a new organisation is called.</param>
/// <param name="dataCentre">Where a new organisation lives.</param>
public sealed class SimulatorControl(
    HttpClient http, string organisation = ChainOrganisation.Key, string name = Chain.Name, string dataCentre = SimulatorControl.DataCentre)
{
    /// <summary>The data centre's name in the simulator and in LeadCall's configuration; none of Zoho's own.</summary>
    public const string DataCentre = "demo";

    /// <summary>The client LeadCall is registered as.</summary>
    public const string ClientId = "1000.LEADCALLDEMO";

    private static readonly string[] RecordModules = ["Leads", "Contacts", "Calls", "Tasks"];

    /// <summary>Makes the organisation, or makes it anew, with its users, fields and people.</summary>
    public async Task<CrmOrganisation> MakeAsync(IEnumerable<CrmPerson> people, string clientSecret, CancellationToken cancellationToken)
    {
        await SendAsync(HttpMethod.Put, "organisations", ChainSpec.Of(organisation, name, dataCentre, clientSecret), cancellationToken);
        foreach (var module in people.GroupBy(person => person.Module))
        {
            var records = new JsonArray([.. module.Select(person => new JsonObject { ["fields"] = ChainSpec.FieldsOf(person) })]);
            await SendAsync(HttpMethod.Post, $"organisations/{organisation}/records/{module.Key}", records, cancellationToken);
        }

        return await FindAsync(cancellationToken) ?? throw new InvalidOperationException("The Zoho simulator does not hold the organisation it has just made.");
    }

    /// <summary>Null when the simulator does not hold the organisation.</summary>
    public async Task<CrmOrganisation?> FindAsync(CancellationToken cancellationToken)
    {
        var all = await http.GetFromJsonAsync<JsonElement>("/_simulator/organisations", cancellationToken);
        return all.EnumerateArray().Where(each => each.GetProperty("key").GetString() == organisation).Select(Read).FirstOrDefault();
    }

    /// <summary>What a finished consent of the administrator leads to.</summary>
    public async Task<CrmConsent> ConsentAsync(CancellationToken cancellationToken)
    {
        var made = await SendAsync(HttpMethod.Post, $"organisations/{organisation}/connect", new JsonObject(), cancellationToken);
        return new CrmConsent(
            Text(made, "zoho_id"), Text(made, "location"), Text(made, "accounts_server"), Text(made, "api_domain"),
            Text(made, "client_secret"), Text(made, "refresh_token"), [.. made.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()!)]);
    }

    /// <summary>Everything the proof compares with.</summary>
    public async Task<CrmFacts> ReadFactsAsync(CancellationToken cancellationToken)
    {
        var held = new List<HeldRecord>();
        foreach (var module in RecordModules)
        {
            var records = await http.GetFromJsonAsync<JsonElement>($"/_simulator/organisations/{organisation}/records/{module}", cancellationToken);
            held.AddRange(records.EnumerateArray().Select(record => new HeldRecord(module, Text(record, "id"), record)));
        }

        var ledger = await http.GetFromJsonAsync<JsonElement>($"/_simulator/ledger?org={organisation}", cancellationToken);
        var users = (await FindAsync(cancellationToken))?.Users ?? [];
        return new CrmFacts(held, [.. ledger.EnumerateArray().Select(Entry)], new RefusedOwners(
            users.Where(user => !user.IsActive).Select(user => user.Id).ToHashSet(),
            users.Where(user => !user.MayCreateLeads).Select(user => user.Id).ToHashSet()));
    }

    /// <summary>Requests to the accounts server and the CRM since the simulator started.</summary>
    public async Task<long> CountRequestsAsync(CancellationToken cancellationToken)
    {
        var answer = await http.GetFromJsonAsync<JsonElement>("/_simulator/requests/counts", cancellationToken);
        return answer.GetProperty("counts").EnumerateArray().Sum(count => count.GetProperty("count").GetInt64());
    }

    private static LedgerFact Entry(JsonElement entry)
    {
        var trigger = entry.GetProperty("trigger");
        return new LedgerFact(
            entry.GetProperty("number").GetInt64(),
            Text(entry, "action"),
            Text(entry, "module"),
            Text(entry, "record_id"),
            RunsWorkflows: trigger.ValueKind == JsonValueKind.Null || trigger.GetArrayLength() > 0,
            entry.GetProperty("sent"));
    }

    private static CrmOrganisation Read(JsonElement found) => new(
        Text(found, "zoho_id"),
        [
            .. found.GetProperty("users").EnumerateArray()
                .Select(user => new CrmUser(
                    Text(user, "id"), Text(user, "name"), Text(user, "email"), Text(user, "status") == "active", MayCreateLeads: !Denies(user, CrmPerson.Leads, "create"))),
        ]);

    private static bool Denies(JsonElement user, string module, string action) =>
        user.GetProperty("denied").EnumerateArray().Any(right => Text(right, "module") == module && Text(right, "action") == action);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, JsonNode body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"/_simulator/{path}") { Content = JsonContent.Create(body) };
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? answer.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(answer)
            : throw new InvalidOperationException($"The Zoho simulator refused {method} {path} ({(int)response.StatusCode}): {answer}");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

/// <summary>The organisation as the simulator keeps it.</summary>
public sealed record CrmOrganisation(string ZohoId, ImmutableArray<CrmUser> Users);

public sealed record CrmUser(string Id, string Name, string Email, bool IsActive, bool MayCreateLeads);

/// <summary>A connection as a finished consent leaves it.</summary>
public sealed record CrmConsent(
    string ZohoOrgId, string Location, string AccountsServer, string ApiDomain, string ClientSecret, string RefreshToken, ImmutableArray<string> Scopes)
{
    /// <summary>Leaves the secrets out.</summary>
    public override string ToString() => $"{Location} {ZohoOrgId} at {ApiDomain}";
}
