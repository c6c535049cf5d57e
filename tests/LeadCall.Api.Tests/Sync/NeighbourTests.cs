using System.Globalization;
using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.Api.Tests.Sync;

/// <summary>Tenants of one server and one data centre do not feel each other's trouble (DESIGN 5).</summary>
public sealed class NeighbourTests
{
    private const int Rounds = 8;
    private const int CallsPerRound = 12;
    private const int NeighboursCalls = 200;

    // As a real Zoho answers: what the ratio compares is what a customer sees, not how two cores share a moment.
    private static readonly TimeSpan ZohoLatency = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan BetweenCalls = TimeSpan.FromMilliseconds(100);

    private int numbers;

    [Fact]
    public async Task One_tenant_in_a_429_storm_and_one_whose_Zoho_is_down_do_not_slow_a_third()
    {
        await using var server = await ConnectedServer.StartAsync();
        var control = server.Zoho.Control;
        var (third, thirdsPhone) = await TenantAsync(server, "third");
        var (stormy, stormysPhone) = await TenantAsync(server, "stormy");
        var (down, downsPhone) = await TenantAsync(server, "down");
        foreach (var (tenant, phone) in new[] { (third, thirdsPhone), (stormy, stormysPhone), (down, downsPhone) })
        {
            // Everybody has read his CRM and has a token.
            await phone.UploadAsync(Call());
            await ConnectedServer.WaitUntilNothingIsPendingAsync(tenant);
        }

        control.AddFault(new RequestMatch { Organisation = "third" }, Outcome.Slow(ZohoLatency), times: null);
        var storm = control.AddFault(new RequestMatch { Organisation = "stormy", WritesOnly = true }, Outcome.TooManyRequests(), times: null);
        control.SetDown("down", OutageForm.Unavailable);

        var alone = new List<double>();
        var beside = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            // In turns, so that whatever else the machine does meets both alike.
            await SilenceAsync(stormy);
            await SilenceAsync(down);
            alone.AddRange(await UploadCallsAsync(third, thirdsPhone, () => Task.CompletedTask));

            await stormysPhone.UploadAsync(Calls(NeighboursCalls));
            await downsPhone.UploadAsync(Calls(NeighboursCalls));
            beside.AddRange(await UploadCallsAsync(third, thirdsPhone, async () =>
            {
                await stormysPhone.UploadAsync(Call());
                await downsPhone.UploadAsync(Call());
            }));
        }

        var (p95Alone, p95Beside) = (P95(alone), P95(beside));
        var struck = control.Fault(storm.Id).Hits;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"p95 alone {p95Alone:0} ms, beside {p95Beside:0} ms, ratio {p95Beside / p95Alone:0.00}; medians {Median(alone):0} and {Median(beside):0} ms; {struck} requests answered 429"));
        p95Beside.ShouldBeLessThan(p95Alone * 1.5);

        // The trouble was real: both were refused the whole time, and nothing of theirs failed for it.
        struck.ShouldBeGreaterThan(Rounds);
        foreach (var neighbour in new[] { stormy, down })
        {
            (await CountAsync(neighbour, "pending")).ShouldBe(Rounds * (NeighboursCalls + CallsPerRound));
            (await CountAsync(neighbour, "failed")).ShouldBe(0);
        }

        (await CountAsync(third, "created")).ShouldBe(1 + (2 * Rounds * CallsPerRound));
    }

    /// <summary>Uploads live calls one after the other and waits for their ends.</summary>
    /// <returns>Milliseconds from upload to terminal status of each, by the server's clock.</returns>
    private async Task<double[]> UploadCallsAsync(TestTenant tenant, TestPhone phone, Func<Task> meanwhile)
    {
        var since = TimeProvider.System.GetUtcNow();
        for (var call = 0; call < CallsPerRound; call++)
        {
            await phone.UploadAsync(Call());
            await meanwhile();
            await Task.Delay(BetweenCalls);
        }

        await ConnectedServer.WaitUntilNothingIsPendingAsync(tenant);
        return await tenant.ScalarAsync<double[]>("""
            SELECT array_agg(extract(epoch FROM finished_at - queued_at)::float8 * 1000) FROM call_syncs WHERE tenant_id = $1 AND queued_at >= $2
            """, tenant.Id, since);
    }

    private static async Task<(TestTenant Tenant, TestPhone Phone)> TenantAsync(ConnectedServer server, string organisation)
    {
        var tenant = await server.AddTenantAsync(organisation);
        return (tenant, await tenant.EnrollCampaignPhoneAsync(TimeProvider.System.GetUtcNow().AddDays(-1)));
    }

    /// <summary>Nothing of the tenant is due for the time being.</summary>
    private static Task SilenceAsync(TestTenant tenant) => Eventually.ShouldBeAsync(0L, () => tenant.ScalarAsync<long>("""
        WITH silenced AS (UPDATE call_syncs SET due_at = now() + interval '1 hour' WHERE tenant_id = $1 AND status = 'pending' AND due_at < now() + interval '30 minutes' RETURNING 1)
        SELECT count(*) FROM silenced
        """, tenant.Id));

    private static Task<long> CountAsync(TestTenant tenant, string status) => tenant.ScalarAsync<long>(
        "SELECT count(*) FROM call_syncs WHERE tenant_id = $1 AND status = $2", tenant.Id, status);

    private JsonNode[] Calls(int count) => [.. Enumerable.Range(0, count).Select(_ => Call())];

    private JsonObject Call() => TestPhone.Call(
        TimeProvider.System.GetUtcNow().AddMinutes(-1), string.Create(CultureInfo.InvariantCulture, $"+9198{60000000 + (++numbers * 79)}"));

    private static double P95(List<double> values) => values.Order().ElementAt((int)Math.Ceiling(values.Count * 0.95) - 1);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
