using System.Security.Cryptography;
using System.Text;
using LeadCall.Storage.Calls;
using LeadCall.Storage.Devices;
using Npgsql;

namespace LeadCall.Storage.Tests.Calls;

/// <summary>The statement that stores uploads (DESIGN 4.2; FEATURES D1, D8), where several writers meet.</summary>
public sealed class CallIngestTests(World world) : IClassFixture<World>
{
    private static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-01-01T00:00:00Z");
    private static readonly DateTimeOffset ReceivedAt = DateTimeOffset.Parse("2026-06-01T00:00:00Z");

    [Fact]
    public async Task The_same_batch_from_two_activations_at_once_stores_each_call_once_and_both_learn_the_same_ids()
    {
        var (tenant, device) = await CampaignPhoneAsync();
        var ingest = new CallIngestStore(world.Database.DataSource);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ingest.StoreAsync(Batch(tenant, device, 0..200)))));

        (await world.ScalarAsync<long>("SELECT count(*) FROM calls WHERE device_id = $1", device)).ShouldBe(200);
        results.Sum(result => result.Calls.Count(call => !call.AlreadyKnown)).ShouldBe(200);
        foreach (var result in results)
        {
            result.Calls.Select(call => call.CallId).ShouldBe(results[0].Calls.Select(call => call.CallId));
        }
    }

    [Fact]
    public async Task Syncs_are_queued_with_their_calls_or_not_at_all()
    {
        var (tenant, device) = await CampaignPhoneAsync();
        await ConnectAsync(tenant);
        var ingest = new CallIngestStore(world.Database.DataSource);

        // One call of the batch breaks a rule of the table: the whole statement is undone.
        var batch = Batch(tenant, device, 0..10);
        var broken = batch with { Calls = [.. batch.Calls, batch.Calls[0] with { StartedAt = ReceivedAt.AddDays(1), ReportedStartedAt = ReceivedAt.AddDays(1), CallId = Guid.NewGuid() }] };
        await Should.ThrowAsync<PostgresException>(() => ingest.StoreAsync(broken));
        (await world.ScalarAsync<long>("SELECT count(*) FROM calls WHERE device_id = $1", device)).ShouldBe(0);

        (await ingest.StoreAsync(batch)).Queued.ShouldBe(10);
        (await ingest.StoreAsync(batch)).Queued.ShouldBe(0);
        (await world.ScalarAsync<long>(
            "SELECT count(*) FROM call_syncs WHERE tenant_id = $1 AND status = 'pending' AND due_at = $2 AND origin = 'upload'", tenant, ReceivedAt)).ShouldBe(10);
    }

    [Fact]
    public async Task An_empty_batch_is_nothing()
    {
        var (tenant, device) = await CampaignPhoneAsync();
        var result = await new CallIngestStore(world.Database.DataSource).StoreAsync(Batch(tenant, device, 0..0));
        result.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_devices_with_the_same_call_have_two_calls()
    {
        var (tenant, first) = await CampaignPhoneAsync();
        var second = await world.NewDeviceAsync(tenant);
        var ingest = new CallIngestStore(world.Database.DataSource);
        await ingest.StoreAsync(Batch(tenant, first, 0..5));
        (await ingest.StoreAsync(Batch(tenant, second, 0..5))).Calls.ShouldAllBe(call => !call.AlreadyKnown);
    }

    private async Task<(Guid Tenant, Guid Device)> CampaignPhoneAsync()
    {
        var tenant = await world.NewTenantAsync();
        var device = await world.NewDeviceAsync(tenant);
        var change = new IntervalChange(IntervalStep.Open, Start, null, "test");
        await world.Intervals.ChangeRoleAsync(tenant, device, "campaign", change, endOfAssignment: null);
        await world.Intervals.ChangeAssignmentAsync(tenant, device, Guid.NewGuid(), [new AssignmentRow("Lead Source", "Radio")], change);
        return (tenant, device);
    }

    private Task<Guid> ConnectAsync(Guid tenant) => world.ScalarAsync<Guid>("""
        INSERT INTO zoho_connections (
            tenant_id, zoho_org, org_name, location, accounts_server, api_domain, scopes, state, refresh_token, connected_by, connected_at, first_connected_at)
        VALUES ($1, 'us:' || $1, 'Lakeside', 'us', 'http://127.0.0.1:9', 'http://127.0.0.1:9', '{}', 'active', 'encrypted', 'test', now(), now())
        RETURNING tenant_id
        """, tenant);

    private static CallBatch Batch(Guid tenant, Guid device, Range calls) => new(
        tenant, device, ReceivedAt, ClockSkewSeconds: 0, [.. Enumerable.Range(calls.Start.Value, calls.End.Value - calls.Start.Value).Select(Call)]);

    private static NewCall Call(int minute)
    {
        var startedAt = Start.AddMinutes(minute);
        return new NewCall(
            Guid.CreateVersion7(ReceivedAt), "missed", startedAt, startedAt, 0, "098765 43210", "+919876543210",
            SHA256.HashData(Encoding.UTF8.GetBytes("098765 43210"))[..16], PhoneRowId: null, IneligibleReason: null);
    }
}
