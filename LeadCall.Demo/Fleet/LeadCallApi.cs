using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadCall.Demo.Fleet;

/// <summary>LeadCall's API as the fleet uses it: the seed, enrolment, uploads (docs/api.md). Nothing goes another way.</summary>
/// <param name="seedKey">Of this run; the server was started with the same.</param>
public sealed class LeadCallApi(HttpClient http, string seedKey, TimeProvider time)
{
    private const int Attempts = 20;
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    public async Task SeedAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Put, "/dev/seed", body, request => request.Headers.Add("X-Seed-Key", seedKey), cancellationToken);
        if (answer.GetProperty("unknownDevices").GetArrayLength() > 0)
        {
            throw new FleetException($"LeadCall does not know the phones it has just enrolled: {answer.GetProperty("unknownDevices")}.");
        }
    }

    /// <returns>The phone's token.</returns>
    public async Task<string> EnrollAsync(Phone phone, string code, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(phone);
        var body = new JsonObject { ["code"] = code, ["installId"] = phone.InstallId, ["label"] = phone.Label, ["appVersion"] = "demo" };
        var answer = await SendAsync(HttpMethod.Post, "/api/v1/devices/enroll", body, _ => { }, cancellationToken);
        return answer.GetProperty("token").GetString()!;
    }

    public async Task<UploadCounts> UploadAsync(string token, IEnumerable<PlannedCall> calls, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["clock"] = time.GetUtcNow(),
            ["appVersion"] = "demo",
            ["calls"] = new JsonArray([.. calls.Select(Item)]),
        };
        var answer = await SendAsync(
            HttpMethod.Post, "/api/v1/device/calls", body, request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token), cancellationToken);
        return new UploadCounts(
            answer.GetProperty("accepted").GetInt32(), answer.GetProperty("alreadyKnown").GetInt32(), answer.GetProperty("refused").GetInt32());
    }

    private static JsonObject Item(PlannedCall call) => new()
    {
        ["id"] = call.PhoneRowId,
        ["type"] = Proof.DayCheck.Word(call.Type),
        ["startedAt"] = call.StartedAt,
        ["durationSeconds"] = (int)call.Duration.TotalSeconds,
        ["number"] = call.NumberRaw,
    };

    /// <summary>Sends, and sends again after 429 and 503 when the server says so, as a phone does.</summary>
    private async Task<JsonElement> SendAsync(
        HttpMethod method, string path, JsonObject body, Action<HttpRequestMessage> prepare, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
            prepare(request);
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
            }

            var mayRepeat = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
            if (!mayRepeat || attempt == Attempts)
            {
                throw new FleetException($"LeadCall answered {(int)response.StatusCode} to {method} {path}: {text}");
            }

            var pause = response.Headers.RetryAfter?.Delta ?? DefaultPause;
            await Task.Delay(pause < LongestPause ? pause : LongestPause, time, cancellationToken);
        }
    }
}

/// <summary>What became of uploaded items.</summary>
public sealed record UploadCounts(int Accepted, int AlreadyKnown, int Refused)
{
    public static readonly UploadCounts None = new(0, 0, 0);

    public int Uploaded => Accepted + AlreadyKnown + Refused;

    public static UploadCounts operator +(UploadCounts left, UploadCounts right) =>
        new(left.Accepted + right.Accepted, left.AlreadyKnown + right.AlreadyKnown, left.Refused + right.Refused);
}

/// <summary>The fleet cannot go on; the message says why.</summary>
public sealed class FleetException(string message) : Exception(message);
