using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace LeadCall.ZohoSimulator.Tests.Faults;

/// <summary>The control API over HTTP, and a client of the CRM that can hang up.</summary>
internal sealed class Desk(Zoho zoho) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = zoho.Host.ApiUrl(), Timeout = TimeSpan.FromMinutes(1) };

    public async Task<JsonElement> Get(string path) => await Read(await http.GetAsync("/_simulator/" + path));

    public async Task<JsonElement> Post(string path, object body) => await Read(await http.PostAsJsonAsync("/_simulator/" + path, body));

    public async Task<JsonElement> Put(string path, object body) => await Read(await http.PutAsJsonAsync("/_simulator/" + path, body));

    public async Task<JsonElement> Delete(string path) => await Read(await http.DeleteAsync("/_simulator/" + path));

    public Task<HttpResponseMessage> TryPost(string path, object body) => http.PostAsJsonAsync("/_simulator/" + path, body);

    public async Task<long> Fault(object rule) => (await Post("faults", rule)).GetProperty("id").GetInt64();

    public async Task<long> Barrier(object barrier) => (await Post("barriers", barrier)).GetProperty("id").GetInt64();

    /// <summary>Waits for the barrier and answers the requests it has held.</summary>
    public async Task<IReadOnlyList<JsonElement>> Reached(long barrier, int requests = 1) =>
        [.. (await Get($"barriers/{barrier}/reached?requests={requests}")).GetProperty("held").EnumerateArray()];

    /// <summary>An insert whose client hangs up when <paramref name="hangUp"/> says so.</summary>
    public async Task<Answer> Insert(string module, object fields, CancellationToken hangUp = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/crm/v8/" + module) { Content = new StringContent(JsonSerializer.Serialize(new { data = new[] { fields } })) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Zoho-oauthtoken", zoho.AccessToken);
        return await Answer.From(await http.SendAsync(request, hangUp));
    }

    public int Made(string module) => zoho.Control.Ledger("clinic", module, "create").Count;

    /// <summary>What met the newest request.</summary>
    public async Task<string> Interference()
    {
        var requests = (await Get("requests")).GetProperty("requests");
        return string.Join("; ", requests[requests.GetArrayLength() - 1].GetProperty("interference").EnumerateArray().Select(note => note.GetString()));
    }

    public void Dispose() => http.Dispose();

    private static async Task<JsonElement> Read(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
            return JsonDocument.Parse(text).RootElement;
        }
    }
}
