using LeadCall.Silo.Cluster;
using LeadCall.TestKit.PostgreSql;
using Npgsql;

namespace LeadCall.Grains.Tests.Cluster;

public sealed class ClusterLockTests : IAsyncLifetime
{
    private readonly List<LockUnderTest> locks = [];
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var one in locks)
        {
            await one.Lock.DisposeAsync();
        }

        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_second_embedded_process_is_refused_and_told_who_has_the_database()
    {
        await StartAsync(ClusterLockMode.Exclusive);

        var refusal = await RefusalAsync(ClusterLockMode.Exclusive);

        var holder = refusal.Holders.ShouldHaveSingleItem();
        holder.Name.ShouldNotBeNull().ShouldStartWith($"LeadCall Embedded, process {Environment.ProcessId} on ");
        holder.Since.ShouldNotBeNull();
        refusal.Message.ShouldContain($"Database '{database.Name}' on 127.0.0.1:");
        refusal.Message.ShouldContain($"process {Environment.ProcessId} on ");
        refusal.Message.ShouldContain($"PostgreSQL session {holder.SessionId} from 127.0.0.1 since {holder.Since.Value.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");
        refusal.Message.ShouldContain("Stop the other process, or give this one a database of its own");
    }

    [Theory]
    [InlineData(ClusterLockMode.Exclusive, ClusterLockMode.Shared, "It runs the Embedded engine")]
    [InlineData(ClusterLockMode.Shared, ClusterLockMode.Exclusive, "The Embedded engine is one process")]
    public async Task Embedded_and_Orleans_never_use_one_database(ClusterLockMode first, ClusterLockMode second, string reason)
    {
        await StartAsync(first);

        (await RefusalAsync(second)).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task Silos_of_Orleans_share_the_database()
    {
        var first = await StartAsync(ClusterLockMode.Shared);
        var second = await StartAsync(ClusterLockMode.Shared);

        (first.Lock.IsHeld, second.Lock.IsHeld).ShouldBe((true, true));
        (await RefusalAsync(ClusterLockMode.Exclusive)).Message.ShouldContain("and 1 more");
    }

    [Fact]
    public async Task Two_databases_of_one_server_do_not_exclude_each_other()
    {
        await using var other = await TestDatabase.CreateAsync();
        await StartAsync(ClusterLockMode.Exclusive);

        (await StartAsync(ClusterLockMode.Exclusive, other.ConnectionString)).Lock.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task The_next_process_may_start_as_soon_as_the_first_has_stopped()
    {
        var first = await StartAsync(ClusterLockMode.Exclusive);
        var work = first.Lock.Held;
        await first.Lock.StopAsync(CancellationToken.None);

        first.Lock.IsHeld.ShouldBeFalse();
        work.IsCancellationRequested.ShouldBeTrue();
        (await StartAsync(ClusterLockMode.Exclusive)).Lock.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task A_process_waits_a_moment_for_the_one_that_is_just_ending()
    {
        var first = await StartAsync(ClusterLockMode.Exclusive);
        var second = Create(ClusterLockMode.Exclusive, options => options with { Patience = TimeSpan.FromMinutes(1) });
        var starting = second.Lock.StartAsync(CancellationToken.None);
        await SomebodyWaitsForTheLockAsync();

        await first.Lock.StopAsync(CancellationToken.None);
        await starting;

        second.Lock.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task A_lost_lock_stops_work_at_once_and_is_regained()
    {
        var one = await StartAsync(ClusterLockMode.Exclusive);
        var work = one.Lock.Held;

        await EndSessionOfHolderAsync();
        await Cancelled(work);
        await one.Regained;

        one.Lock.IsHeld.ShouldBeTrue();
        work.IsCancellationRequested.ShouldBeTrue();
        await RefusalAsync(ClusterLockMode.Exclusive);
        one.Exit.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_process_that_cannot_regain_its_lock_ends()
    {
        var one = await StartAsync(ClusterLockMode.Exclusive, change: options => options with
        {
            RegainWithin = TimeSpan.FromSeconds(1),
            RetryEvery = TimeSpan.FromMilliseconds(50),
        });
        var work = one.Lock.Held;

        await RefuseConnectionsAsync();
        await EndSessionOfHolderAsync();

        (await one.Exit.WaitAsync(LockUnderTest.UpperBound)).ShouldBe(ClusterLock.LostExitCode);
        work.IsCancellationRequested.ShouldBeTrue();
        one.Lock.IsHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task A_silent_network_counts_as_a_lost_lock()
    {
        await using var network = new FreezableRelay(database.ConnectionString);
        var one = await StartAsync(ClusterLockMode.Exclusive, network.ConnectionString, options => options with { KeepAlive = TimeSpan.FromSeconds(1) });

        network.Freeze();

        await Cancelled(one.Lock.Held);
    }

    private static async Task Cancelled(CancellationToken work)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = work.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(LockUnderTest.UpperBound, CancellationToken.None);
    }

    private LockUnderTest Create(ClusterLockMode mode, Func<ClusterLockOptions, ClusterLockOptions>? change = null, string? connectionString = null)
    {
        var options = new ClusterLockOptions
        {
            ConnectionString = connectionString ?? database.ConnectionString,
            Mode = mode,
            Engine = mode == ClusterLockMode.Exclusive ? "Embedded" : "Orleans",
            Patience = TimeSpan.FromMilliseconds(100),
        };
        var one = new LockUnderTest(change?.Invoke(options) ?? options);
        locks.Add(one);
        return one;
    }

    private async Task<LockUnderTest> StartAsync(
        ClusterLockMode mode, string? connectionString = null, Func<ClusterLockOptions, ClusterLockOptions>? change = null)
    {
        var one = Create(mode, change, connectionString);
        await one.Lock.StartAsync(CancellationToken.None);
        return one;
    }

    private async Task<DatabaseInUseException> RefusalAsync(ClusterLockMode mode) =>
        await Should.ThrowAsync<DatabaseInUseException>(StartAsync(mode));

    private async Task EndSessionOfHolderAsync() => await OnServerAsync($"""
        SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
        WHERE datname = '{database.Name}' AND application_name LIKE 'LeadCall %, process %'
        """);

    private async Task RefuseConnectionsAsync() => await OnServerAsync($"ALTER DATABASE {database.Name} WITH ALLOW_CONNECTIONS false");

    private async Task SomebodyWaitsForTheLockAsync()
    {
        await using var server = NpgsqlDataSource.Create(await TestPostgres.AdminConnectionStringAsync());
        await using var waiting = server.CreateCommand(
            $"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = '{database.Name}' AND wait_event_type = 'Lock' AND wait_event = 'advisory')");
        while (await waiting.ExecuteScalarAsync() is not true)
        {
            await Task.Yield();
        }
    }

    private static async Task OnServerAsync(string sql)
    {
        await using var server = NpgsqlDataSource.Create(await TestPostgres.AdminConnectionStringAsync());
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
