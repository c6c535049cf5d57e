using LeadCall.Storage.Syncs;

namespace LeadCall.Storage.Tests.Syncs;

/// <summary>What a list flags (FEATURES F4).</summary>
public sealed class OverdueSyncsTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private readonly OverdueSyncs overdue = new(world.Database.DataSource);
    private Queue queue = null!;

    public async ValueTask InitializeAsync() => queue = await Queue.CreateAsync(world);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_row_that_is_due_for_longer_than_a_minute_is_flagged_the_longest_first()
    {
        await AddAsync("+911", TimeSpan.FromSeconds(60));
        var second = await AddAsync("+912", TimeSpan.FromSeconds(61));
        var first = await AddAsync("+913", TimeSpan.FromMinutes(5));
        await AddAsync("+914", TimeSpan.FromMinutes(-5));

        (await ListAsync()).Select(row => (row.CallId, row.DueSince)).ShouldBe([(first, Queue.Now.AddMinutes(-5)), (second, Queue.Now.AddSeconds(-61))]);
    }

    [Fact]
    public async Task Nothing_is_overdue_while_an_incident_is_open_or_the_tenant_is_not_connected()
    {
        await AddAsync("+911", TimeSpan.FromMinutes(5));
        await queue.ExecuteAsync("""
            INSERT INTO incidents (tenant_id, incident_id, zoho_org, kind, message, opened_at, opened_by) VALUES ($1, gen_random_uuid(), $2, 'zoho_down', 'Down.', now(), 'test')
            """, queue.TenantId, queue.ZohoOrg);
        (await ListAsync()).ShouldBeEmpty();

        await queue.ExecuteAsync("UPDATE incidents SET closed_at = now(), closed_by = 'test' WHERE tenant_id = $1", queue.TenantId);
        (await ListAsync()).Count.ShouldBe(1);

        await queue.ExecuteAsync("UPDATE zoho_connections SET state = 'disconnected' WHERE tenant_id = $1", queue.TenantId);
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_done_is_not_overdue()
    {
        await AddAsync("+911", TimeSpan.FromMinutes(5));
        await queue.ExecuteAsync("UPDATE call_syncs SET status = 'failed', due_at = NULL, finished_at = now(), error_code = 'X' WHERE tenant_id = $1", queue.TenantId);

        (await ListAsync()).ShouldBeEmpty();
    }

    private async Task<Guid> AddAsync(string number, TimeSpan dueFor) => (await queue.AddAsync(Queue.Now.AddHours(-1), [number], dueFor: dueFor)).Single();

    private Task<IReadOnlyList<OverdueSync>> ListAsync() => overdue.ListAsync(queue.TenantId, Queue.Now, 100);
}
