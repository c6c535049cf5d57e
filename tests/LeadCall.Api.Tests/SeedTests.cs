using System.Text.Json.Nodes;
using LeadCall.TestKit.PostgreSql;
using LeadCall.TestKit.Server;

namespace LeadCall.Api.Tests;

/// <summary>The documented seed (docs/seed.md).</summary>
public sealed class SeedTests(Server server) : IClassFixture<Server>
{
    private static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-01-01T00:00:00Z");

    private readonly TestTenant tenant = server.NewTenant();

    [Fact]
    public async Task A_seed_sent_twice_changes_nothing_the_second_time()
    {
        var rep = Guid.NewGuid();
        var phone = await tenant.EnrollAsync();
        JsonObject Seed() => new()
        {
            ["users"] = new JsonArray(new JsonObject { ["email"] = $"{tenant.Id}@example.com", ["name"] = "Meera", ["role"] = "admin" }),
            ["reps"] = new JsonArray(new JsonObject { ["id"] = rep, ["name"] = "Asha", ["zohoUserId"] = "554023000000235011", ["zohoUserName"] = "Asha Rao" }),
            ["zoho"] = TestTenant.SilentZoho(tenant.Id),
            ["devices"] = new JsonArray(
                new JsonObject
                {
                    ["installId"] = phone.InstallId,
                    ["roles"] = new JsonArray(Role("campaign", 0), Role("sales_rep", 5)),
                    ["holders"] = new JsonArray(
                        new JsonObject { ["repId"] = rep, ["from"] = Start.AddDays(1) }, new JsonObject { ["repId"] = null, ["from"] = Start.AddDays(4) }),
                    ["assignments"] = new JsonArray(TestTenant.Assignment("Google Ads", Start), TestTenant.Assignment("Facebook", Start.AddDays(2))),
                },
                new JsonObject { ["installId"] = "not enrolled yet" }),
        };
        var answer = await tenant.SeedAsync(Seed());
        var before = await StateAsync(phone);

        (await tenant.SeedAsync(Seed())).ToJsonString().ShouldBe(answer.ToJsonString());

        answer["devices"]![0]!["deviceId"]!.GetValue<Guid>().ShouldBe(phone.DeviceId);
        answer["unknownDevices"]![0]!.GetValue<string>().ShouldBe("not enrolled yet");
        (await StateAsync(phone)).ShouldBe(before);
        before.ShouldBe("campaign 5 days, sales_rep open; holder 3 days; Google Ads 2 days, Facebook 3 days; 1 mapping; sim; 0 refreshes of the token");
    }

    [Fact]
    public async Task The_refresh_token_is_not_readable_in_the_database()
    {
        await tenant.ConnectToSilentZohoAsync();
        (await tenant.ScalarAsync<string>("SELECT refresh_token FROM zoho_connections WHERE tenant_id = $1", tenant.Id)).ShouldNotContain("1000.refresh");
    }

    [Fact]
    public async Task A_wrong_key_opens_nothing()
    {
        using var response = await tenant.SendSeedAsync(key: "guess");
        await response.ShouldBeProblemAsync(401, "SEED_KEY_WRONG", "keep");
    }

    [Fact]
    public async Task Without_a_key_there_is_no_seed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await LeadCallHost.StartAsync(database.ConnectionString, new Dictionary<string, string?> { ["Seed:Key"] = "" });
        using var http = host.NewClient();
        using var response = await new TestTenant(http, database.DataSource).SendSeedAsync();
        await response.ShouldBeProblemAsync(404, "NOT_FOUND", "keep");
    }

    [Theory]
    [InlineData("""{"users":[{"email":"a@b.c","name":"A","role":"boss"}]}""", "viewer, manager or admin")]
    [InlineData("""{"enrollmentCodes":[{"code":"ABC","label":"x"}]}""", "twelve letters or digits")]
    [InlineData("""{"reps":[{"id":"0193b3a0-0000-7000-8000-000000000001","name":"Asha","zohoUserId":"1"}]}""", "say which in zoho")]
    [InlineData("""{"nonsense":1}""", "nonsense")]
    [InlineData("""{"devices":[{"installId":"x","roles":[{"role":"owner","from":"2026-01-01T00:00:00Z"}]}]}""", "campaign or sales_rep")]
    public async Task A_seed_with_a_wrong_part_is_refused_by_name(string parts, string explanation)
    {
        using var response = await tenant.SendSeedAsync(JsonNode.Parse(parts)!.AsObject());
        (await response.ShouldBeProblemAsync(400, "INVALID_REQUEST", "keep"))["detail"]!.GetValue<string>().ShouldContain(explanation);
    }

    [Fact]
    public async Task A_demo_tenant_is_never_connected_to_a_real_Zoho()
    {
        var zoho = TestTenant.SilentZoho(tenant.Id);
        zoho["apiDomain"] = "https://www.zohoapis.com";
        using var response = await tenant.SendSeedAsync(new JsonObject { ["zoho"] = zoho });
        (await response.ShouldBeProblemAsync(400, "INVALID_REQUEST", "keep"))["detail"]!.GetValue<string>().ShouldContain("simulator");
    }

    [Theory]
    [InlineData("""{"module":"Deals","apiName":"Stage","value":"New"}""", "Leads, Calls or Tasks")]
    [InlineData("""{"module":"Leads","value":"Head office"}""", "an apiName and a value")]
    [InlineData("""{"module":"Leads","apiName":"Branch","value":" "}""", "an apiName and a value")]
    public async Task A_default_for_no_field_or_without_a_value_is_refused_by_name(string fieldDefault, string explanation)
    {
        var zoho = TestTenant.SilentZoho(tenant.Id);
        zoho["fieldDefaults"] = new JsonArray(JsonNode.Parse(fieldDefault));
        using var response = await tenant.SendSeedAsync(new JsonObject { ["zoho"] = zoho });
        (await response.ShouldBeProblemAsync(400, "INVALID_REQUEST", "keep"))["detail"]!.GetValue<string>().ShouldContain(explanation);
    }

    [Fact]
    public async Task A_default_for_a_mandatory_field_is_stored_once_however_often_it_is_seeded()
    {
        foreach (var value in new[] { "Head office", "Head office", "Harbour" })
        {
            var zoho = TestTenant.SilentZoho(tenant.Id);
            zoho["fieldDefaults"] = new JsonArray(new JsonObject { ["module"] = "Leads", ["apiName"] = "Branch", ["value"] = value });
            await tenant.SeedAsync(new JsonObject { ["zoho"] = zoho });
        }

        (await tenant.ScalarAsync<string>("SELECT string_agg(module || '.' || api_name || '=' || value, ', ') FROM field_defaults WHERE tenant_id = $1", tenant.Id))
            .ShouldBe("Leads.Branch=Harbour");
    }

    [Fact]
    public async Task One_organisation_serves_one_tenant()
    {
        var other = server.NewTenant();
        await tenant.ConnectToSilentZohoAsync();
        using var response = await other.SendSeedAsync(new JsonObject { ["zoho"] = TestTenant.SilentZoho(tenant.Id) });
        await response.ShouldBeProblemAsync(409, "SEED_CONFLICT", "keep");
    }

    private static JsonObject Role(string role, int day) => new() { ["role"] = role, ["from"] = Start.AddDays(day) };

    private Task<string> StateAsync(TestPhone phone) => tenant.ScalarAsync<string>("""
        SELECT concat_ws('; ',
            (SELECT string_agg(role || ' ' || coalesce((upper(during) - lower(during))::text, 'open'), ', ' ORDER BY during) FROM device_roles WHERE device_id = $1),
            (SELECT string_agg('holder ' || coalesce((upper(during) - lower(during))::text, 'open'), ', ' ORDER BY during) FROM device_holders WHERE device_id = $1),
            (SELECT string_agg((metadata -> 0 ->> 'value') || ' ' || coalesce((upper(during) - lower(during))::text, 'open'), ', ' ORDER BY during) FROM device_assignments WHERE device_id = $1),
            (SELECT count(*) || ' mapping' FROM rep_mappings WHERE tenant_id = $2),
            (SELECT location || '; ' || token_generation || ' refreshes of the token' FROM zoho_connections WHERE tenant_id = $2))
        """, phone.DeviceId, tenant.Id);
}
