using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using LeadCall.Storage.Devices;
using LeadCall.TestKit.Server;
using Microsoft.Extensions.DependencyInjection;

namespace LeadCall.Api.Tests;

/// <summary>The bad input table of docs/api.md, line by line.</summary>
public sealed class BadInputTests(Server server) : IClassFixture<Server>
{
    private const string Calls = "/api/v1/device/calls";
    private const string Enroll = "/api/v1/devices/enroll";

    private static readonly DateTimeOffset Since = DateTimeOffset.Parse("2026-01-01T00:00:00Z");

    private readonly TestTenant tenant = server.NewTenant();

    [Fact]
    public async Task Malformed_JSON()
    {
        var phone = await tenant.EnrollAsync();
        using var response = await phone.SendAsync(Calls, Json("""{"calls":[}"""));
        (await response.ShouldBeProblemAsync(400, "MALFORMED_JSON", "keep"))["detail"]!.GetValue<string>().ShouldContain("Line 1");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"calls":null}""")]
    [InlineData("""{"calls":{"id":"1"}}""")]
    [InlineData("""{"calls":[],"clock":"noon"}""")]
    [InlineData("""{"calls":[],"appVersion":7}""")]
    public async Task Wrong_types_of_the_whole_upload(string body)
    {
        var phone = await tenant.EnrollAsync();
        using var response = await phone.SendAsync(Calls, Json(body));
        await response.ShouldBeProblemAsync(400, "INVALID_REQUEST", "keep");
    }

    [Fact]
    public async Task More_than_a_thousand_calls()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        using var response = await phone.SendCallsAsync([.. Enumerable.Range(0, 1001).Select(n => TestPhone.Call(Since.AddDays(1).AddSeconds(n)))]);
        await response.ShouldBeProblemAsync(413, "BATCH_TOO_LARGE", "retry");
        (await tenant.ScalarAsync<long>("SELECT count(*) FROM calls WHERE device_id = $1", phone.DeviceId)).ShouldBe(0);
    }

    [Fact]
    public async Task A_body_that_is_too_large()
    {
        var phone = await tenant.EnrollAsync();
        using var response = await phone.SendAsync(Calls, Json($$"""{"calls":[],"filler":"{{new string('x', 1024 * 1024)}}"}"""));
        await response.ShouldBeProblemAsync(413, "BODY_TOO_LARGE", "retry");
    }

    [Fact]
    public async Task A_small_body_that_unpacks_too_large()
    {
        var phone = await tenant.EnrollAsync();
        using var content = Gzip($$"""{"calls":[],"filler":"{{new string('x', 3 * 1024 * 1024)}}"}""");
        using var response = await phone.SendAsync(Calls, content);
        await response.ShouldBeProblemAsync(413, "BODY_TOO_LARGE", "retry");
    }

    [Fact]
    public async Task A_body_that_is_not_what_its_encoding_says()
    {
        var phone = await tenant.EnrollAsync();
        using var content = Json("""{"calls":[]}""");
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await phone.SendAsync(Calls, content);
        await response.ShouldBeProblemAsync(400, "MALFORMED_BODY", "keep");
    }

    [Fact]
    public async Task An_encoding_nobody_speaks()
    {
        var phone = await tenant.EnrollAsync();
        using var content = Json("""{"calls":[]}""");
        content.Headers.ContentEncoding.Add("zip");
        using var response = await phone.SendAsync(Calls, content);
        await response.ShouldBeProblemAsync(415, "UNSUPPORTED_CONTENT_ENCODING", "keep");
    }

    [Fact]
    public async Task A_body_that_is_not_called_JSON()
    {
        var phone = await tenant.EnrollAsync();
        using var response = await phone.SendAsync(Calls, new StringContent("""{"calls":[]}""", Encoding.UTF8, "text/plain"));
        await response.ShouldBeProblemAsync(415, "UNSUPPORTED_MEDIA_TYPE", "keep");
    }

    [Fact]
    public async Task No_token()
    {
        using var response = await TestPhone.SendAsync(server.Http, Calls, Json("""{"calls":[]}"""), token: null);
        await response.ShouldBeProblemAsync(401, "TOKEN_MISSING", "keep");
        response.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
    }

    [Fact]
    public async Task A_token_nobody_was_given()
    {
        using var response = await TestPhone.SendAsync(server.Http, Calls, Json("""{"calls":[]}"""), DeviceToken.New());
        await response.ShouldBeProblemAsync(401, "TOKEN_UNKNOWN", "keep");
    }

    [Fact]
    public async Task A_revoked_token()
    {
        var phone = await tenant.EnrollAsync();
        await server.Host.Services.GetRequiredService<DeviceStore>().RevokeTokensAsync(tenant.Id, phone.DeviceId);
        using var response = await phone.SendCallsAsync();
        await response.ShouldBeProblemAsync(401, "TOKEN_REVOKED", "keep");
    }

    [Fact]
    public async Task The_token_from_before_the_phone_enrolled_again()
    {
        var before = await tenant.EnrollAsync();
        await tenant.EnrollAsync(installId: before.InstallId);
        using var response = await before.SendCallsAsync();
        await response.ShouldBeProblemAsync(401, "TOKEN_REVOKED", "keep");
    }

    [Fact]
    public async Task A_deactivated_device()
    {
        var phone = await tenant.EnrollAsync();
        await tenant.ScalarAsync<bool>("UPDATE devices SET active = false WHERE device_id = $1 RETURNING active", phone.DeviceId);
        using var response = await phone.SendCallsAsync();
        await response.ShouldBeProblemAsync(403, "DEVICE_DEACTIVATED", "keep");
    }

    [Fact]
    public async Task An_enrolment_code_nobody_made()
    {
        using var response = await server.Http.PostAsJsonAsync(Enroll, new { code = EnrollmentCode.New(), installId = "x" });
        await response.ShouldBeProblemAsync(403, "ENROLLMENT_CODE_UNKNOWN", "keep");
    }

    [Fact]
    public async Task An_enrolment_code_that_was_used()
    {
        var code = await CodeAsync(15);
        using var first = await server.Http.PostAsJsonAsync(Enroll, new { code = code.ToLowerInvariant().Replace('-', ' '), installId = Guid.NewGuid() });
        ((int)first.StatusCode).ShouldBe(201);
        using var response = await server.Http.PostAsJsonAsync(Enroll, new { code, installId = Guid.NewGuid() });
        await response.ShouldBeProblemAsync(403, "ENROLLMENT_CODE_USED", "keep");
    }

    [Fact]
    public async Task An_enrolment_code_that_has_expired()
    {
        var code = await CodeAsync(15);
        await tenant.ScalarAsync<Guid>(
            "UPDATE enrollment_codes SET created_at = created_at - interval '1 hour', expires_at = expires_at - interval '1 hour' WHERE tenant_id = $1 RETURNING tenant_id",
            tenant.Id);
        using var response = await server.Http.PostAsJsonAsync(Enroll, new { code, installId = Guid.NewGuid() });
        await response.ShouldBeProblemAsync(403, "ENROLLMENT_CODE_EXPIRED", "keep");
    }

    [Theory]
    [InlineData("""{"installId":"x"}""")]
    [InlineData("""{"code":7,"installId":"x"}""")]
    [InlineData("""{"code":"ABCD-EFGH-JKLM","installId":""}""")]
    [InlineData("""{"code":"ABCD-EFGH-JKLM","installId":"x","label":" "}""")]
    public async Task Wrong_types_of_an_enrolment(string body)
    {
        using var response = await server.Http.PostAsync(Enroll, Json(body));
        await response.ShouldBeProblemAsync(400, "INVALID_REQUEST", "keep");
    }

    [Fact]
    public async Task More_requests_than_a_device_may_send_in_a_minute()
    {
        await using var database = await TestKit.PostgreSql.TestDatabase.CreateAsync();
        await using var strict = await LeadCallHost.StartAsync(
            database.ConnectionString, new Dictionary<string, string?> { ["Limits:DeviceRequestsPerMinute"] = "2" });
        using var http = strict.NewClient();
        var other = new TestTenant(http, database.DataSource);
        var (busy, calm) = (await other.EnrollAsync(), await other.EnrollAsync());
        await busy.UploadAsync();
        await busy.UploadAsync();

        using var response = await busy.SendCallsAsync();
        await response.ShouldBeProblemAsync(429, "TOO_MANY_REQUESTS", "retry");
        response.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        await calm.UploadAsync();
    }

    [Fact]
    public async Task More_enrolments_than_an_address_may_try_in_a_minute()
    {
        await using var database = await TestKit.PostgreSql.TestDatabase.CreateAsync();
        await using var strict = await LeadCallHost.StartAsync(
            database.ConnectionString, new Dictionary<string, string?> { ["Limits:EnrollmentsPerMinute"] = "1" });
        using var http = strict.NewClient();
        using var first = await http.PostAsJsonAsync(Enroll, new { code = EnrollmentCode.New(), installId = "x" });
        using var response = await http.PostAsJsonAsync(Enroll, new { code = EnrollmentCode.New(), installId = "x" });
        await response.ShouldBeProblemAsync(429, "TOO_MANY_REQUESTS", "retry");
    }

    [Fact]
    public async Task An_address_that_does_not_exist()
    {
        using var response = await server.Http.GetAsync("/api/v1/nothing");
        await response.ShouldBeProblemAsync(404, "NOT_FOUND", "keep");
    }

    [Fact]
    public async Task A_method_the_address_does_not_take()
    {
        using var response = await server.Http.DeleteAsync(Calls);
        await response.ShouldBeProblemAsync(405, "METHOD_NOT_ALLOWED", "keep");
        response.Content.Headers.Allow.ShouldContain("POST");
    }

    private async Task<string> CodeAsync(double minutes)
    {
        var code = EnrollmentCode.New();
        await tenant.SeedAsync(new JsonObject
        {
            ["enrollmentCodes"] = new JsonArray(new JsonObject { ["code"] = code, ["label"] = "Phone", ["expiresInMinutes"] = minutes }),
        });
        return code;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static ByteArrayContent Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
