using System.Globalization;
using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.Api.Tests.Sync;

/// <summary>Live calls while a tenant has thousands of late ones to write (DESIGN 8, 11).</summary>
public sealed class BacklogTests
{
    private const int Backlog = 3_000;
    private static readonly TimeSpan ZohoLatency = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task A_live_call_during_a_backlog_of_thousands_reaches_Zoho_within_two_seconds()
    {
        await using var server = await ConnectedServer.StartAsync();
        server.Zoho.Control.AddFault(new RequestMatch { Organisation = ConnectedServer.Organisation }, Outcome.Slow(ZohoLatency), times: null);
        var now = TimeProvider.System.GetUtcNow();
        var phone = await server.Tenant.EnrollCampaignPhoneAsync(now.AddDays(-60));
        for (var done = 0; done < Backlog; done += 1_000)
        {
            await phone.UploadAsync([.. Enumerable.Range(done, 1_000).Select(n => (JsonNode)TestPhone.Call(now.AddDays(-10).AddMinutes(n), Number(n)))]);
        }

        for (var live = 0; live < 6; live++)
        {
            // Well into the backlog: the window and the request slots are full of late work.
            await Eventually.ShouldBeAsync(true, async () => await WrittenAsync(server) >= (live + 1) * 150);
            var number = Number(90_000 + live);
            var lead = server.Zoho.Control.Hold(new RequestMatch { Module = "Leads", WritesOnly = true, BodyContains = number }, Moment.Before);
            var mark = server.Zoho.Control.Mark;
            await phone.UploadAsync(TestPhone.Call(TimeProvider.System.GetUtcNow().AddMinutes(-1), number));
            var uploaded = TimeProvider.System.GetUtcNow();

            var held = await lead.Reached(TestContext.Current.CancellationToken);
            var untilLead = TimeProvider.System.GetUtcNow() - uploaded;
            await held.Release();

            // Its first request asks who the caller is: a catch-up begun after the call was there.
            var first = server.Zoho.Control.RequestsSince(mark).First(request => request.Pattern.EndsWith("coql", StringComparison.Ordinal) && request.At >= uploaded);
            var written = await WrittenAsync(server);
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"first request after {(first.At - uploaded).TotalMilliseconds:0} ms, Lead after {untilLead.TotalMilliseconds:0} ms, {written} late ones written"));
            (first.At - uploaded).ShouldBeLessThan(TimeSpan.FromSeconds(2));
            untilLead.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        }

        (await WrittenAsync(server)).ShouldBeLessThan(Backlog, "the backlog was over before the live calls were");
    }

    private static Task<long> WrittenAsync(ConnectedServer server) => server.Tenant.ScalarAsync<long>(
        "SELECT count(*) FROM call_syncs WHERE tenant_id = $1 AND status = 'created'", server.Tenant.Id);

    private static string Number(int n) => string.Create(CultureInfo.InvariantCulture, $"+9198{70000000 + (n * 79)}");
}
