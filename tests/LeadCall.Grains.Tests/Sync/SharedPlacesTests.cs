using LeadCall.Grains.Calls;

namespace LeadCall.Grains.Tests.Sync;

/// <summary>Tenants share the places of a silo (DESIGN 5), seen from outside.</summary>
public sealed class SharedPlacesTests
{
    private const int Many = 120;
    private const int Few = 6;

    [Fact]
    public async Task A_tenant_with_few_calls_is_done_long_before_one_with_many_that_came_first()
    {
        await using var host = await SyncHost.StartAsync(new() { ["Sync:Queue:SiloPlaces"] = "20" });
        var large = await host.CreateTenantAsync("large");
        var small = await host.CreateTenantAsync("small");

        // Both CRMs are read in before it begins.
        await AddAsync(large, 1, "+9198762");
        await AddAsync(small, 1, "+9198763");
        await Task.WhenAll(large.DrainAsync(), small.DrainAsync());
        await AddAsync(large, Many, "+9198760");
        await AddAsync(small, Few, "+9198761");

        // The large one has all places before the small one asks; only who is told gets on, the sweep is a minute away.
        await host.Grains.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(large.Id)).Nudge();
        await small.DrainAsync();
        await large.DrainAsync();

        (await large.ScalarAsync<long>("""
            SELECT count(*) FROM call_syncs WHERE tenant_id = $1 AND finished_at > (SELECT max(finished_at) FROM call_syncs WHERE tenant_id = $2)
            """, large.Id, small.Id)).ShouldBeGreaterThan(Many / 2);
        large.Creates("Leads").Count.ShouldBe(1 + Many);
        small.Creates("Leads").Count.ShouldBe(1 + Few);
    }

    private static async Task AddAsync(SyncTenant tenant, int count, string prefix)
    {
        for (var n = 0; n < count; n++)
        {
            await tenant.AddCallAsync($"{prefix}{n:00000}", startedAt: TimeProvider.System.GetUtcNow().AddDays(-3).AddMinutes(n));
        }
    }
}
