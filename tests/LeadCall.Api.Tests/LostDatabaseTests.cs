using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadCall.TestKit.PostgreSql;
using LeadCall.TestKit.Server;
using Npgsql;

namespace LeadCall.Api.Tests;

/// <summary>PostgreSQL goes away while phones upload, and comes back.</summary>
public sealed class LostDatabaseTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly DateTimeOffset Since = DateTimeOffset.Parse("2026-01-01T00:00:00Z");

    [Fact]
    public async Task PostgreSQL_lost_during_an_upload_is_answered_503_and_the_retry_is_accepted_with_each_call_once()
    {
        await using var postgres = await TestPostgres.StartOwnAsync();
        await using var database = await TestDatabase.CreateOnAsync(postgres);
        await using var host = await LeadCallHost.StartAsync(database.ConnectionString);
        using var http = host.NewClient();
        var tenant = new TestTenant(http, database.DataSource);
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        JsonObject[] calls = [.. Enumerable.Range(1, 50).Select(n => TestPhone.Call(Since.AddHours(n)))];
        await phone.UploadAsync(calls[0]);

        // The upload is held inside its statement, so that it is under way when PostgreSQL stops.
        var blocker = await database.DataSource.OpenConnectionAsync();
        await using var hold = new NpgsqlCommand("BEGIN; LOCK TABLE calls IN SHARE MODE", blocker);
        await hold.ExecuteNonQueryAsync();
        var upload = phone.SendCallsAsync(calls);
        await Eventually.ShouldBeAsync(true, () => tenant.ScalarAsync<bool>("""
            SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'calls'::regclass AND NOT granted)
            """));
        await postgres.StopAsync();
        await Should.ThrowAsync<NpgsqlException>(async () => await blocker.DisposeAsync());

        using (var lost = await upload)
        {
            await lost.ShouldBeProblemAsync(503, "DATABASE_UNAVAILABLE", "retry");
            lost.Headers.RetryAfter!.Delta.ShouldNotBeNull();
        }

        // Authentication needs the database too: still a 503, never a 401 that would make the phone enrol again.
        using (var still = await phone.SendCallsAsync(calls))
        {
            still.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        (await http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        await postgres.StartAgainAsync();
        var answer = await RetryAsync(() => phone.SendCallsAsync(calls));
        answer["accepted"]!.GetValue<int>().ShouldBe(49);
        answer["alreadyKnown"]!.GetValue<int>().ShouldBe(1);
        (await phone.UploadAsync(calls))["alreadyKnown"]!.GetValue<int>().ShouldBe(50);
        database.DataSource.Clear();
        (await tenant.ScalarAsync<long>("SELECT count(*) FROM calls WHERE device_id = $1", phone.DeviceId)).ShouldBe(50);
        (await http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Connections_that_are_cut_are_answered_503_and_replaced()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await LeadCallHost.StartAsync(database.ConnectionString);
        using var http = host.NewClient();
        var tenant = new TestTenant(http, database.DataSource);
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        await using var blocker = await database.DataSource.OpenConnectionAsync();
        await using var hold = new NpgsqlCommand("BEGIN; LOCK TABLE calls IN SHARE MODE", blocker);
        await hold.ExecuteNonQueryAsync();
        var upload = phone.SendCallsAsync(TestPhone.Call(Since.AddHours(1)));
        await Eventually.ShouldBeAsync(1L, () => tenant.ScalarAsync<long>("""
            SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE relation = 'calls'::regclass AND NOT granted
            """));

        using (var cut = await upload)
        {
            await cut.ShouldBeProblemAsync(503, "DATABASE_UNAVAILABLE", "retry");
        }

        await using var release = new NpgsqlCommand("ROLLBACK", blocker);
        await release.ExecuteNonQueryAsync();
        (await phone.UploadAsync(TestPhone.Call(Since.AddHours(1))))["accepted"]!.GetValue<int>().ShouldBe(1);
    }

    // As a phone does: the same again after each 503.
    private static async Task<JsonObject> RetryAsync(Func<Task<HttpResponseMessage>> send)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var response = await send();
            if (response.IsSuccessStatusCode)
            {
                return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
            }

            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, await response.Content.ReadAsStringAsync());
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Patience);
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }
}
