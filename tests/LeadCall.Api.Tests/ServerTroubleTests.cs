using System.Net.Http.Json;
using LeadCall.Silo.Cluster;
using LeadCall.Storage.Devices;
using LeadCall.TestKit.PostgreSql;
using LeadCall.TestKit.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
#if LEADCALL_ORLEANS
using Orleans.Configuration;
#else
using Orleans.Embedded;
#endif

namespace LeadCall.Api.Tests;

/// <summary>The lines of docs/api.md in which the trouble is the server's own.</summary>
public sealed class ServerTroubleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Shorter than an operator may set it: longer than a call takes, shorter than a database command may (10 s).
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(3);

    private static readonly DateTimeOffset Since = DateTimeOffset.Parse("2026-01-01T00:00:00Z");

    [Fact]
    public async Task An_upload_that_is_not_finished_in_time_is_answered_503_and_its_calls_are_recognised_afterwards()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await LeadCallHost.StartAsync(database.ConnectionString, configure: AnswerQuickly);
        using var http = host.NewClient();
        var tenant = new TestTenant(http, database.DataSource);
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        await using var blocker = await database.DataSource.OpenConnectionAsync();
        await ExecuteAsync(blocker, "BEGIN; LOCK TABLE calls IN SHARE MODE");

        using (var late = await phone.SendCallsAsync(TestPhone.Call(Since.AddHours(1))))
        {
            await late.ShouldBeProblemAsync(503, "OUTCOME_UNKNOWN", "retry");
            late.Headers.RetryAfter!.Delta.ShouldNotBeNull();
        }

        // The device's grain went on with the first upload, and takes the second behind it.
        await ExecuteAsync(blocker, "ROLLBACK");
        (await phone.UploadAsync(TestPhone.Call(Since.AddHours(1))))["alreadyKnown"]!.GetValue<int>().ShouldBe(1);
        (await tenant.ScalarAsync<long>("SELECT count(*) FROM calls WHERE device_id = $1", phone.DeviceId)).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_has_lost_its_lock_on_the_database_takes_nothing_until_it_has_it_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await LeadCallHost.StartAsync(database.ConnectionString);
        using var http = host.NewClient();
        var tenant = new TestTenant(http, database.DataSource);
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        var claim = host.Services.GetRequiredService<ClusterLock>();
        var lost = new TaskCompletionSource();
        await using var told = claim.Held.Register(lost.SetResult);

        await using var rival = await database.DataSource.OpenConnectionAsync();
        await TakeLockAsync(rival, tenant);
        await lost.Task.WaitAsync(Patience);

        using (var upload = await phone.SendCallsAsync(TestPhone.Call(Since.AddHours(1))))
        {
            await upload.ShouldBeProblemAsync(503, "NOT_READY", "retry");
            upload.Headers.RetryAfter!.Delta.ShouldNotBeNull();
        }

        using (var heartbeat = await phone.SendAsync("/api/v1/device/heartbeat", JsonContent.Create(new { })))
        {
            await heartbeat.ShouldBeProblemAsync(503, "NOT_READY", "retry");
        }

        using (var enrolment = await http.PostAsJsonAsync("/api/v1/devices/enroll", new { code = EnrollmentCode.New(), installId = "x" }))
        {
            await enrolment.ShouldBeProblemAsync(503, "NOT_READY", "retry");
        }

        await ExecuteAsync(rival, "SELECT pg_advisory_unlock_all()");
        await Eventually.ShouldBeAsync(true, () => Task.FromResult(claim.IsHeld));
        (await phone.UploadAsync(TestPhone.Call(Since.AddHours(1))))["accepted"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_defect_of_the_server_is_answered_500_without_a_word_about_its_inside()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await LeadCallHost.StartAsync(database.ConnectionString);
        using var http = host.NewClient();
        var tenant = new TestTenant(http, database.DataSource);
        var phone = await tenant.EnrollCampaignPhoneAsync(Since);
        await using var operatorsHand = await database.DataSource.OpenConnectionAsync();
        await ExecuteAsync(operatorsHand, "ALTER TABLE calls RENAME COLUMN number_raw TO number_as_dialled");

        using (var response = await phone.SendCallsAsync(TestPhone.Call(Since.AddHours(1))))
        {
            await response.ShouldBeProblemAsync(500, "INTERNAL_ERROR", "retry");
            var body = await response.Content.ReadAsStringAsync();
            body.ShouldNotContain("number_raw");
            body.ShouldNotContain("42703");
            body.ShouldNotContain("LeadCall.Storage");
        }

        await ExecuteAsync(operatorsHand, "ALTER TABLE calls RENAME COLUMN number_as_dialled TO number_raw");
        (await phone.UploadAsync(TestPhone.Call(Since.AddHours(1))))["accepted"]!.GetValue<int>().ShouldBe(1);
    }

    private static void AnswerQuickly(WebApplicationBuilder builder) =>
#if LEADCALL_ORLEANS
        builder.Services.PostConfigure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
#else
        builder.Services.PostConfigure<EmbeddedSiloOptions>(options => options.ResponseTimeout = ResponseTimeout);
#endif

    /// <summary>Queues for the server's lock, then ends the session that holds it: the server cannot be quicker in taking it again.</summary>
    private static async Task TakeLockAsync(NpgsqlConnection rival, TestTenant tenant)
    {
        const string Ours = "locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        var key = await tenant.ScalarAsync<long>($"SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks WHERE {Ours} AND granted");
        var taken = ExecuteAsync(rival, $"SELECT pg_advisory_lock({key})");
        await Eventually.ShouldBeAsync(1L, () => tenant.ScalarAsync<long>($"SELECT count(*) FROM pg_locks WHERE {Ours} AND NOT granted"));
        (await tenant.ScalarAsync<bool>($"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE {Ours} AND granted")).ShouldBeTrue();
        await taken;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
