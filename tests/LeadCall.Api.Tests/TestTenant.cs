using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadCall.Storage.Devices;
using LeadCall.TestKit.Server;
using Npgsql;

namespace LeadCall.Api.Tests;

/// <summary>A tenant made by the documented seed, whose phones enrol as real ones do.</summary>
public sealed class TestTenant(HttpClient http, NpgsqlDataSource database)
{
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>Sends the tenant with these parts to <c>PUT /dev/seed</c>.</summary>
    public async Task<HttpResponseMessage> SendSeedAsync(JsonObject? parts = null, string key = LeadCallHost.SeedKey)
    {
        var seed = parts ?? [];
        seed["tenant"] ??= new JsonObject
        {
            ["id"] = Id, ["name"] = "Lakeside Clinics", ["demo"] = true,
            ["settings"] = new JsonObject { ["timeZone"] = "Asia/Kolkata", ["defaultCountry"] = "IN" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Put, "/dev/seed") { Content = JsonContent.Create(seed) };
        request.Headers.Add("X-Seed-Key", key);
        return await http.SendAsync(request);
    }

    /// <summary>The same, and it must succeed.</summary>
    public async Task<JsonNode> SeedAsync(JsonObject? parts = null)
    {
        using var response = await SendSeedAsync(parts);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>A phone without role, enrolled with a code of its own.</summary>
    public async Task<TestPhone> EnrollAsync(string label = "Front desk", string? installId = null)
    {
        var code = EnrollmentCode.New();
        await SeedAsync(new JsonObject { ["enrollmentCodes"] = new JsonArray(new JsonObject { ["code"] = code, ["label"] = label }) });
        installId ??= Guid.NewGuid().ToString("N");
        using var response = await http.PostAsJsonAsync("/api/v1/devices/enroll", new { code, installId, appVersion = "1.0" });
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        var answer = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        return new TestPhone(http, Id, answer["deviceId"]!.GetValue<Guid>(), installId, answer["token"]!.GetValue<string>());
    }

    /// <summary>A campaign phone that has stood for Google Ads since <paramref name="since"/>.</summary>
    public async Task<TestPhone> EnrollCampaignPhoneAsync(DateTimeOffset since)
    {
        var phone = await EnrollAsync();
        await SeedDeviceAsync(phone, device =>
        {
            device["roles"] = new JsonArray(new JsonObject { ["role"] = "campaign", ["from"] = since });
            device["assignments"] = new JsonArray(Assignment("Google Ads", since));
        });
        return phone;
    }

    public Task<JsonNode> SeedDeviceAsync(TestPhone phone, Action<JsonObject> fill)
    {
        var device = new JsonObject { ["installId"] = phone.InstallId };
        fill(device);
        return SeedAsync(new JsonObject { ["devices"] = new JsonArray(device) });
    }

    public static JsonObject Assignment(string leadSource, DateTimeOffset from) => new()
    {
        ["metadata"] = new JsonArray(new JsonObject { ["name"] = "Lead Source", ["value"] = leadSource }), ["from"] = from,
    };

    /// <summary>A connection to a Zoho nobody listens at: what is queued stays pending.</summary>
    public Task<JsonNode> ConnectToSilentZohoAsync() => SeedAsync(new JsonObject { ["zoho"] = SilentZoho(Id) });

    public static JsonObject SilentZoho(Guid org) => new()
    {
        ["location"] = "sim", ["orgId"] = org.ToString("N"), ["orgName"] = "Lakeside", ["accountsServer"] = "http://127.0.0.1:9",
        ["apiDomain"] = "http://127.0.0.1:9", ["edition"] = "Enterprise", ["refreshToken"] = "1000.refresh",
        ["scopes"] = new JsonArray("ZohoCRM.modules.ALL"), ["connectedBy"] = "admin@example.com",
    };

    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }
}
