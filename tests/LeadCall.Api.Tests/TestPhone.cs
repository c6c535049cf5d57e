using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LeadCall.Api.Tests;

/// <summary>A phone that has enrolled.</summary>
public sealed class TestPhone(HttpClient http, Guid tenantId, Guid deviceId, string installId, string token)
{
    public Guid TenantId => tenantId;

    public Guid DeviceId => deviceId;

    public string InstallId => installId;

    public string Token => token;

    public static JsonObject Call(DateTimeOffset startedAt, string number = "+91 98765 43210", string type = "missed", int seconds = 0, string? id = null) => new()
    {
        ["id"] = id, ["type"] = type, ["startedAt"] = startedAt, ["durationSeconds"] = seconds, ["number"] = number,
    };

    public Task<HttpResponseMessage> SendAsync(string path, HttpContent content) => SendAsync(http, path, content, token);

    public static async Task<HttpResponseMessage> SendAsync(HttpClient http, string path, HttpContent content, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await http.SendAsync(request);
    }

    public Task<HttpResponseMessage> SendCallsAsync(params JsonNode?[] calls) => SendAsync("/api/v1/device/calls", JsonContent.Create(Body(calls)));

    /// <summary>Uploads, and it must be taken.</summary>
    public async Task<JsonObject> UploadAsync(params JsonNode?[] calls) => await TakenAsync(await SendCallsAsync(calls));

    public async Task<JsonObject> UploadAtAsync(DateTimeOffset clock, params JsonNode?[] calls)
    {
        var body = Body(calls);
        body["clock"] = clock;
        return await TakenAsync(await SendAsync("/api/v1/device/calls", JsonContent.Create(body)));
    }

    public static JsonObject Body(params JsonNode?[] calls) => new() { ["appVersion"] = "1.0", ["calls"] = new JsonArray([.. calls.Select(call => call?.DeepClone())]) };

    private static async Task<JsonObject> TakenAsync(HttpResponseMessage response)
    {
        using (response)
        {
            response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
            return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        }
    }
}
