using LeadCall.Grains.Zoho;

namespace LeadCall.Grains.Tests.Sync;

/// <summary>However many wait for a token, Zoho is asked for one once (FEATURES A2, FACTS 1.5).</summary>
public sealed class SingleFlightTests : IAsyncLifetime
{
    private const int Callers = 100;

    private SyncHost host = null!;
    private SyncTenant tenant = null!;

    public async ValueTask InitializeAsync()
    {
        host = await SyncHost.StartAsync(new() { ["Sync:Connection:Slots"] = "100" });
        tenant = await host.CreateTenantAsync();

        // No edition lets so many calls in at once; what matters here is the token.
        host.Zoho.Control.SetSwitches(tenant.Organisation, switches => switches with { ConcurrentCalls = Callers, ConcurrentComplexCalls = Callers });
        (await Zoho.RefreshMetadata()).IsOk.ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private IZohoConnectionGrain Zoho => host.Grains.GetGrain<IZohoConnectionGrain>(GrainKeys.ZohoConnection(tenant.Id));

    [Fact]
    public async Task A_hundred_callers_on_a_token_expired_by_our_clock_cause_one_refresh()
    {
        await tenant.ExecuteAsync("UPDATE zoho_connections SET access_expires_at = now() - interval '1 minute' WHERE tenant_id = $1", tenant.Id);
        await Zoho.Changed();
        var mark = host.Zoho.Control.Mark;

        await ReadAtOnceAsync();

        Refreshes(mark).ShouldBe(1);
    }

    [Fact]
    public async Task A_hundred_requests_in_flight_answered_401_cause_one_refresh()
    {
        host.Zoho.Control.ExpireAccessTokens(tenant.Organisation);
        var mark = host.Zoho.Control.Mark;

        await ReadAtOnceAsync();

        host.Zoho.Control.RequestsSince(mark).Count(request => request.Status == 401).ShouldBeGreaterThan(Callers / 2);
        Refreshes(mark).ShouldBe(1);
    }

    private async Task ReadAtOnceAsync()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ =>
            Zoho.ReadChanged(new CrmPageRequest(CrmModule.Leads, DateTimeOffset.UnixEpoch, 0))));
        answers.ShouldAllBe(page => page.Answer.IsOk);
    }

    private int Refreshes(long mark) => host.Zoho.Control.RequestsSince(mark).Count(request => request.Pattern.Contains("/oauth/v2/token", StringComparison.Ordinal));
}
