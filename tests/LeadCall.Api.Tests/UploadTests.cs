using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace LeadCall.Api.Tests;

/// <summary>What becomes of uploaded calls (FEATURES A10, B8, D1–D5, D8), over HTTP.</summary>
public sealed class UploadTests(Server server) : IClassFixture<Server>
{
    private static readonly DateTimeOffset Since = DateTimeOffset.Parse("2026-01-01T00:00:00+05:30");
    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-03-02T12:00:00+05:30");

    private readonly TestTenant tenant = server.NewTenant();

    [Fact]
    public async Task A_call_is_accepted_once_and_then_already_known_with_the_same_id()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        var first = await phone.UploadAsync(TestPhone.Call(Noon, id: "17"));
        var second = await phone.UploadAsync(TestPhone.Call(Noon, id: "17"), TestPhone.Call(Noon.AddMinutes(1), id: "18"));

        Outcomes(first).ShouldBe(["accepted"]);
        Outcomes(second).ShouldBe(["already_known", "accepted"]);
        second["accepted"]!.GetValue<int>().ShouldBe(1);
        second["alreadyKnown"]!.GetValue<int>().ShouldBe(1);
        Result(second, 0)["callId"]!.GetValue<Guid>().ShouldBe(Result(first, 0)["callId"]!.GetValue<Guid>());
        Result(second, 0)["final"]!.GetValue<bool>().ShouldBeTrue();
        (await CallsAsync(phone)).ShouldBe(2);
    }

    [Fact]
    public async Task A_call_twice_in_one_batch_is_stored_once()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        var answer = await phone.UploadAsync(TestPhone.Call(Noon, id: "1"), TestPhone.Call(Noon, id: "2"));

        Outcomes(answer).ShouldBe(["accepted", "already_known"]);
        Result(answer, 1)["callId"]!.GetValue<Guid>().ShouldBe(Result(answer, 0)["callId"]!.GetValue<Guid>());
        (await CallsAsync(phone)).ShouldBe(1);
    }

    [Fact]
    public async Task A_reinstalled_phone_that_sends_its_history_again_with_new_ids_adds_nothing()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        JsonObject[] History(string prefix) => [.. Enumerable.Range(0, 30).Select(n => TestPhone.Call(Noon.AddMinutes(n), id: $"{prefix}{n}"))];
        await phone.UploadAsync(History("a"));

        var again = await tenant.EnrollAsync(installId: phone.InstallId);
        var answer = await again.UploadAsync(History("b"));

        again.DeviceId.ShouldBe(phone.DeviceId);
        answer["alreadyKnown"]!.GetValue<int>().ShouldBe(30);
        (await CallsAsync(phone)).ShouldBe(30);
    }

    [Fact]
    public async Task A_reused_row_id_with_other_content_is_a_new_call()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        await phone.UploadAsync(TestPhone.Call(Noon, id: "1"));

        Outcomes(await phone.UploadAsync(TestPhone.Call(Noon.AddSeconds(1), id: "1"))).ShouldBe(["accepted"]);
        Outcomes(await phone.UploadAsync(TestPhone.Call(Noon, number: "+91 98765 43211", id: "1"))).ShouldBe(["accepted"]);
        Outcomes(await phone.UploadAsync(TestPhone.Call(Noon, type: "inbound", id: "1"))).ShouldBe(["accepted"]);
    }

    [Fact]
    public async Task A_bad_item_does_not_block_the_good_ones()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        var bad = TestPhone.Call(Noon.AddMinutes(1));
        bad["durationSeconds"] = "ten";

        var answer = await phone.UploadAsync(TestPhone.Call(Noon), bad, "not a call", TestPhone.Call(Noon.AddMinutes(2)));

        Outcomes(answer).ShouldBe(["accepted", "refused", "refused", "accepted"]);
        Result(answer, 1)["code"]!.GetValue<string>().ShouldBe("INVALID_DURATION");
        Result(answer, 2)["code"]!.GetValue<string>().ShouldBe("INVALID_CALL");
        Result(answer, 1)["mark"]!.GetValue<string>().ShouldBe("final");
        answer["refused"]!.GetValue<int>().ShouldBe(2);
        (await CallsAsync(phone)).ShouldBe(2);
    }

    [Theory]
    [InlineData("type", "42", "INVALID_TYPE", "final")]
    [InlineData("type", "\"video\"", "UNKNOWN_TYPE", "keep")]
    [InlineData("startedAt", "\"2026-03-02T12:00:00\"", "INVALID_STARTED_AT", "final")]
    [InlineData("startedAt", "\"yesterday\"", "INVALID_STARTED_AT", "final")]
    [InlineData("startedAt", "1772433000", "INVALID_STARTED_AT", "final")]
    [InlineData("startedAt", "\"0001-01-01T00:00:00Z\"", "INVALID_STARTED_AT", "final")]
    [InlineData("durationSeconds", "-1", "INVALID_DURATION", "final")]
    [InlineData("durationSeconds", "1.5", "INVALID_DURATION", "final")]
    [InlineData("durationSeconds", "99999999999", "INVALID_DURATION", "final")]
    [InlineData("number", "919876543210", "INVALID_NUMBER", "final")]
    [InlineData("number", "\"\\u0000\"", "INVALID_NUMBER", "final")]
    [InlineData("number", "\"\\ud800\"", "INVALID_NUMBER", "final")]
    [InlineData("id", "{}", "INVALID_ID", "final")]
    public async Task An_item_with_a_wrong_part_is_refused_by_name(string part, string json, string code, string mark)
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        var call = TestPhone.Call(Noon).ToJsonString();
        var wrong = call.Replace($"\"{part}\":{TestPhone.Call(Noon)[part]?.ToJsonString() ?? "null"}", $"\"{part}\":{json}", StringComparison.Ordinal);
        wrong.ShouldNotBe(call);

        using var content = new StringContent($$"""{"calls":[{{wrong}}]}""", Encoding.UTF8, "application/json");
        using var response = await phone.SendAsync("/api/v1/device/calls", content);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();

        Result(answer, 0)["code"]!.GetValue<string>().ShouldBe(code);
        Result(answer, 0)["mark"]!.GetValue<string>().ShouldBe(mark);
        Result(answer, 0)["final"]!.GetValue<bool>().ShouldBe(mark == "final");
        (await CallsAsync(phone)).ShouldBe(0);
    }

    [Fact]
    public async Task A_gzipped_upload_of_a_thousand_calls_is_taken()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        var body = TestPhone.Body([.. Enumerable.Range(0, 1000).Select(n => TestPhone.Call(Noon.AddSeconds(n)))]);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(body.ToJsonString()));
        }

        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await phone.SendAsync("/api/v1/device/calls", content);

        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        (await CallsAsync(phone)).ShouldBe(1000);
    }

    [Theory]
    [InlineData("outbound", "+91 98765 43210", "outbound")]
    [InlineData("rejected", "+91 98765 43210", "rejected")]
    [InlineData("blocked", "+91 98765 43210", "blocked")]
    [InlineData("voicemail", "+91 98765 43210", "voicemail")]
    [InlineData("missed", "", "withheld_number")]
    [InlineData("inbound", "private", "withheld_number")]
    [InlineData("missed", "139", "short_number")]
    [InlineData("missed", "VM-HDFCBK", "unparseable_number")]
    [InlineData("missed", "098765 43210", "")]
    [InlineData("inbound", "+91 98765 43210", "")]
    public async Task A_call_that_cannot_be_synced_is_stored_with_the_reason(string type, string number, string reason)
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        await phone.UploadAsync(TestPhone.Call(Noon, number, type));

        (await tenant.ScalarAsync<string>("SELECT coalesce(ineligible_reason, '') FROM calls WHERE device_id = $1", phone.DeviceId)).ShouldBe(reason);
    }

    [Fact]
    public async Task Rejected_calls_and_voicemail_count_as_missed_where_the_tenant_says_so()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        await tenant.SeedAsync(new JsonObject
        {
            ["tenant"] = new JsonObject
            {
                ["id"] = tenant.Id, ["name"] = "Lakeside", ["demo"] = true,
                ["settings"] = new JsonObject { ["defaultCountry"] = "IN", ["rejectedCountsAsMissed"] = true },
            },
        });
        await phone.UploadAsync(TestPhone.Call(Noon, type: "rejected"), TestPhone.Call(Noon, type: "voicemail"), TestPhone.Call(Noon, type: "blocked"));

        (await tenant.ScalarAsync<long>("SELECT count(*) FROM calls WHERE device_id = $1 AND ineligible_reason IS NULL", phone.DeviceId)).ShouldBe(2);
    }

    [Fact]
    public async Task A_number_is_kept_as_reported_and_normalised_with_the_tenants_country()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        await phone.UploadAsync(TestPhone.Call(Noon, "098765 43210"));

        (await tenant.ScalarAsync<string>("SELECT number_raw || ' = ' || number_e164 FROM calls WHERE device_id = $1", phone.DeviceId))
            .ShouldBe("098765 43210 = +919876543210");
    }

    [Fact]
    public async Task Before_the_first_connection_nothing_is_queued_and_the_connection_queues_nothing_older()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        await phone.UploadAsync(TestPhone.Call(Noon));
        await tenant.ConnectToSilentZohoAsync();
        (await SyncsAsync(phone)).ShouldBe(0);

        await phone.UploadAsync(TestPhone.Call(Noon), TestPhone.Call(Noon.AddMinutes(1)), TestPhone.Call(Noon.AddMinutes(2), type: "outbound"));

        (await SyncsAsync(phone)).ShouldBe(1);
    }

    [Fact]
    public async Task With_Zoho_down_calls_are_accepted_and_stay_pending()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        await tenant.ConnectToSilentZohoAsync();

        var answer = await phone.UploadAsync([.. Enumerable.Range(0, 20).Select(n => TestPhone.Call(Noon.AddMinutes(n)))]);

        answer["accepted"]!.GetValue<int>().ShouldBe(20);
        (await tenant.ScalarAsync<long>(
            "SELECT count(*) FROM call_syncs s JOIN calls c USING (tenant_id, call_id) WHERE c.device_id = $1 AND s.status = 'pending'", phone.DeviceId)).ShouldBe(20);
    }

    [Fact]
    public async Task A_clock_that_is_off_is_corrected_and_both_times_are_kept()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        var now = TimeProvider.System.GetUtcNow();
        await phone.UploadAtAsync(now.AddHours(3), TestPhone.Call(now.AddHours(2)));

        (await tenant.ScalarAsync<bool>("""
            SELECT clock_corrected AND abs(clock_skew_s - 10800) < 60
               AND abs(extract(epoch FROM reported_started_at - started_at) - 10800) < 60
            FROM calls WHERE device_id = $1
            """, phone.DeviceId)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_call_never_begins_after_it_was_received()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        await phone.UploadAsync(TestPhone.Call(TimeProvider.System.GetUtcNow().AddDays(2)));

        (await tenant.ScalarAsync<bool>("SELECT started_at = received_at AND clock_corrected FROM calls WHERE device_id = $1", phone.DeviceId)).ShouldBeTrue();
    }

    [Fact]
    public async Task Uploads_and_heartbeats_drive_the_devices_activity()
    {
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        using var beat = new StringContent("""{"appVersion":"2.5"}""", Encoding.UTF8, "application/json");
        using var response = await phone.SendAsync("/api/v1/device/heartbeat", beat);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent);

        await Eventually.ShouldBeAsync("2.5", () => tenant.ScalarAsync<string>(
            "SELECT coalesce((SELECT app_version FROM device_activity WHERE device_id = $1), '')", phone.DeviceId));
    }

    private Task<long> CallsAsync(TestPhone phone) => tenant.ScalarAsync<long>("SELECT count(*) FROM calls WHERE device_id = $1", phone.DeviceId);

    private Task<long> SyncsAsync(TestPhone phone) =>
        tenant.ScalarAsync<long>("SELECT count(*) FROM call_syncs s JOIN calls c USING (tenant_id, call_id) WHERE c.device_id = $1", phone.DeviceId);

    private static JsonObject Result(JsonObject answer, int index) => answer["results"]![index]!.AsObject();

    private static string[] Outcomes(JsonObject answer) => [.. answer["results"]!.AsArray().Select(result => result!["outcome"]!.GetValue<string>())];
}
