using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;
using LeadCall.TestKit.PostgreSql;
using Orleans.Storage;

namespace LeadCall.Engine.Tests.Embedded;

public sealed class PostgresTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task State_survives_a_restart_and_keeps_its_etag()
    {
        string key;
        await using (var host = await Start())
        {
            key = host.NewKey();
            await host.Eventually(host.Grain<ILedger>(key).Add(40));
        }

        await using var next = await Start();
        (await next.Eventually(next.Grain<ILedger>(key).Add(2))).ShouldBe(42);
        (await next.Failure(next.Grain<ILedger>(key).WriteOverOneself())).ShouldBeOfType<InconsistentStateException>();
        (await next.Eventually(next.Grain<ILedger>(key).Total())).ShouldBe(142);
        await next.Eventually(next.Grain<ILedger>(key).Clear());
        (await next.Eventually(next.Grain<ILedger>(key).Add(1))).ShouldBe(1);
    }

    [Fact]
    public async Task Two_processes_that_both_think_the_state_is_new_cannot_both_write_it()
    {
        await using var one = await Start();
        await using var other = await Start();
        var key = one.NewKey();
        await one.Eventually(one.Grain<ILedger>(key).Total());
        await other.Eventually(other.Grain<ILedger>(key).Total());

        await one.Eventually(one.Grain<ILedger>(key).Add(1));

        (await other.Failure(other.Grain<ILedger>(key).Add(1))).ShouldBeOfType<InconsistentStateException>();
        (await other.Eventually(other.Grain<ILedger>(key).Add(1))).ShouldBe(2);
    }

    [Fact]
    public async Task Reminders_survive_a_restart_until_they_are_unregistered()
    {
        string key;
        await using (var host = await Start())
        {
            key = host.NewKey();
            await host.Eventually(host.Grain<IReminded>(key).Remind(TimeSpan.FromDays(60), host.ReminderMinimum));
            await host.Eventually(host.Grain<IReminded>(key).Remind(host.ReminderMinimum, host.ReminderMinimum));
        }

        await using var next = await Start();
        await next.Eventually(Notes.Of(key).Until("wake", times: 2), next.ReminderMinimum * 4);
        await next.Eventually(next.Grain<IReminded>(key).Forget());
        await next.Eventually(next.StopAsync());
        await using var last = await Start();
        (await last.Eventually(last.Grain<IReminded>(key).Reminders())).ShouldBe(0);
    }

    private Task<ConformanceHost> Start() => EmbeddedConformanceHost.StartAsync(silo => silo.UseEmbeddedPostgres(database.DataSource));
}
