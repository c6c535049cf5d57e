using LeadCall.Storage.Syncs;

namespace LeadCall.Storage.Tests.Syncs;

/// <summary>Which rows a queue is offered (DESIGN 4.3, 8).</summary>
public sealed class DueRowsTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private static readonly DateTimeOffset Today = Queue.Now.AddHours(-2);
    private static readonly DateTimeOffset LastWeek = Queue.Now.AddDays(-7);

    private readonly SyncStore syncs = new(world.Database.DataSource);
    private Queue queue = null!;

    public async ValueTask InitializeAsync() => queue = await Queue.CreateAsync(world);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_thousand_due_calls_of_one_number_do_not_hide_the_calls_of_others()
    {
        var busy = await queue.AddAsync(LastWeek, [.. Enumerable.Repeat("+911", 1_000)]);
        var others = await queue.AddAsync(LastWeek.AddHours(1), ["+912", "+913"]);

        (await DueAsync()).Select(row => row.CallId).ShouldBe([busy[0], .. others]);
    }

    [Fact]
    public async Task Of_a_number_under_way_the_next_call_is_shown_so_that_it_is_not_forgotten()
    {
        var calls = await queue.AddAsync(LastWeek, ["+911", "+911", "+911"]);

        (await DueAsync(inFlight: [calls[0]])).ShouldHaveSingleItem().CallId.ShouldBe(calls[1]);
    }

    [Fact]
    public async Task Live_comes_before_late_and_each_lane_in_the_order_the_calls_began()
    {
        var late = await queue.AddAsync(LastWeek, ["+911", "+912"]);
        var live = await queue.AddAsync(Today, ["+913", "+914"]);

        var due = await DueAsync();

        due.Select(row => row.CallId).ShouldBe([.. live, .. late]);
        due.Select(row => row.Live).ShouldBe([true, true, false, false]);
    }

    [Fact]
    public async Task A_live_call_is_not_hidden_behind_late_ones_of_its_number()
    {
        await queue.AddAsync(LastWeek, [.. Enumerable.Repeat("+911", 50)]);
        var live = await queue.AddAsync(Today, ["+911"]);

        (await DueAsync(lateLimit: 0)).ShouldHaveSingleItem().CallId.ShouldBe(live[0]);
    }

    [Fact]
    public async Task What_a_backfill_queued_is_late_however_young_it_is()
    {
        await queue.AddAsync(Today, ["+911"], origin: "backfill");

        (await DueAsync()).ShouldHaveSingleItem().Live.ShouldBeFalse();
    }

    [Fact]
    public async Task Each_lane_has_its_own_limit()
    {
        await queue.AddAsync(LastWeek, [.. Numbers(30)]);
        await queue.AddAsync(Today, [.. Numbers(30)]);

        (await DueAsync(liveLimit: 7, lateLimit: 3)).CountBy(row => row.Live).ToDictionary().ShouldBe(new Dictionary<bool, int> { [true] = 7, [false] = 3 });
    }

    [Fact]
    public async Task An_incident_or_a_lost_connection_holds_everything()
    {
        await queue.AddAsync(Today, ["+911"]);
        await queue.AddAsync(Today, ["+912"], origin: "backfill");
        await queue.ExecuteAsync("""
            INSERT INTO incidents (tenant_id, incident_id, zoho_org, kind, message, opened_at, opened_by) VALUES ($1, gen_random_uuid(), $2, 'held', 'Held.', now(), 'test')
            """, queue.TenantId, queue.ZohoOrg);
        (await DueAsync()).ShouldBeEmpty();

        await queue.ExecuteAsync("UPDATE incidents SET closed_at = now(), closed_by = 'test' WHERE tenant_id = $1", queue.TenantId);
        (await DueAsync()).Count.ShouldBe(2);

        await queue.ExecuteAsync("UPDATE zoho_connections SET state = 'disconnected' WHERE tenant_id = $1", queue.TenantId);
        (await DueAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_plan_walks_indexes_and_never_sorts_the_pending_rows()
    {
        // Enough rows for the planner to choose as it would in a large queue.
        await queue.AddAsync(LastWeek, [.. Enumerable.Range(0, 20_000).Select(n => $"+91{n % 9_000:000000}")]);
        await queue.ExecuteAsync("ANALYZE call_syncs");
        await using var command = world.Database.DataSource.CreateCommand("EXPLAIN " + DueRows.Sql);
        command.Parameters.AddWithValue(queue.TenantId);
        command.Parameters.AddWithValue(Queue.Now);
        command.Parameters.AddWithValue(Array.Empty<Guid>());
        command.Parameters.AddWithValue(200);
        command.Parameters.AddWithValue(200);
        var plan = "";
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                plan += reader.GetString(0) + "\n";
            }
        }

        plan.ShouldContain("call_syncs_pending_order");
        plan.ShouldContain("call_syncs_pending_number");
        plan.ShouldNotContain("Seq Scan on call_syncs");
        plan.ShouldNotContain("call_syncs_due");
    }

    private static IEnumerable<string> Numbers(int count) => Enumerable.Range(0, count).Select(n => $"+91{n:00}");

    private Task<IReadOnlyList<DueSync>> DueAsync(IReadOnlyCollection<Guid>? inFlight = null, int liveLimit = 200, int lateLimit = 200) =>
        syncs.DueAsync(queue.TenantId, Queue.Now, inFlight ?? [], liveLimit, lateLimit);
}
