using LeadCall.TestKit.PostgreSql;
using Orleans.Storage;

namespace LeadCall.Grains.Tests.Engines;

/// <summary>The silo as composed for operators, with its engine's tables in a real PostgreSQL. Runs on the engine being built.</summary>
public sealed class ComposedSiloTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Stopping_the_host_gives_every_grain_the_time_to_store_what_is_under_way()
    {
        await using var silo = await SiloHost.StartAsync(database.ConnectionString);

        silo.Settings.DeactivationTimeout.ShouldBeGreaterThan(new LeadCall.Zoho.ZohoOptions().WriteTimeout);
        silo.ShutdownTimeout.ShouldBeGreaterThan(silo.Settings.DeactivationTimeout);
    }

    [Fact]
    public async Task State_of_a_grain_survives_a_restart_and_can_be_cleared()
    {
        await using (var first = await SiloHost.StartAsync(database.ConnectionString))
        {
            (await first.Probe("p:state").Add(2)).ShouldBe(2);
            (await first.Probe("p:state").Add(3)).ShouldBe(5);
        }

        await using (var second = await SiloHost.StartAsync(database.ConnectionString))
        {
            (await second.Probe("p:state").Add(1)).ShouldBe(6);
            await second.Probe("p:state").Clear();
        }

        await using var third = await SiloHost.StartAsync(database.ConnectionString);
        (await third.Probe("p:state").Add(4)).ShouldBe(4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_write_with_an_old_etag_is_refused_and_the_grain_reads_again(int earlierWrites)
    {
        await using var silo = await SiloHost.StartAsync(database.ConnectionString);
        var probe = silo.Probe($"p:conflict-{earlierWrites}");
        for (var i = 0; i < earlierWrites; i++)
        {
            await probe.Add(1);
            await Should.ThrowAsync<InconsistentStateException>(probe.AddElsewhere(100));
        }

        await probe.Add(1);
        await Should.ThrowAsync<InconsistentStateException>(probe.AddElsewhere(100));

        (await probe.Add(1)).ShouldBe(earlierWrites + 2);
    }

    [Fact]
    public async Task A_reminder_fires_and_is_still_there_after_a_restart()
    {
        await using (var first = await SiloHost.StartAsync(database.ConnectionString))
        {
            await first.Probe("p:remind").Remind();
            (await first.Arrivals.At("p:remind")).ShouldBe("probe");
        }

        await using var second = await SiloHost.StartAsync(database.ConnectionString);
        (await second.Probe("p:remind").HasReminder()).ShouldBeTrue();
    }

    [Fact]
    public async Task An_event_reaches_the_grain_that_is_subscribed_by_its_stream()
    {
        await using var silo = await SiloHost.StartAsync(database.ConnectionString);

        await silo.Probe("p:stream").Publish("news");

        (await silo.Arrivals.At("p:stream")).ShouldBe("news");
    }
}
