using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;
using Orleans.Embedded;

namespace LeadCall.Engine.Tests.Embedded;

public sealed class ChaosTests
{
    [Fact]
    public async Task Every_call_can_meet_a_new_activation()
    {
        await using var host = await Start(chaos => chaos.DeactivateBetweenCalls = 1);
        var key = host.NewKey();

        await host.Eventually(host.Grain<IWorker>(key).Note("one"));
        await host.Eventually(host.Grain<IWorker>(key).Note("two"));

        Notes.Of(key).Whats().Where(what => what != "deactivated").ShouldBe(["activated", "one", "activated", "two"]);
    }

    [Fact]
    public async Task A_response_can_be_lost_after_the_work_was_done()
    {
        var key = $"test:{Guid.NewGuid():N}";
        await using var host = await Start(chaos =>
        {
            chaos.LoseResponse = 1;
            chaos.Applies = (_, one) => one == key;
        });

        var failure = await host.Failure(host.Grain<IWorker>(key).Note("done"));

        failure.ShouldBeOfType<TimeoutException>();
        Notes.Of(key).Count("done").ShouldBe(1);
    }

    [Fact]
    public async Task A_reminder_can_tick_twice()
    {
        await using var host = await Start(chaos => chaos.DuplicateReminder = 1);
        var key = host.NewKey();
        await host.Eventually(host.Grain<IReminded>(key).Remind(host.ReminderMinimum, TimeSpan.FromHours(1)));

        await host.Eventually(Notes.Of(key).Until("wake", times: 2), host.ReminderMinimum * 2);
    }

    [Fact]
    public async Task A_stream_item_can_arrive_twice()
    {
        await using var host = await Start(chaos => chaos.DuplicateStreamItem = 1);
        var key = host.NewKey();

        await host.Eventually(host.Grain<ISpeaker>(key).Say("item"));

        await host.Eventually(Notes.Of(key).Until("heard item", times: 2));
    }

    [Fact]
    public async Task Requests_of_two_senders_can_change_places()
    {
        var key = $"test:{Guid.NewGuid():N}";
        await using var host = await Start(chaos =>
        {
            chaos.ReorderRequests = 1;
            chaos.ReorderPatience = TimeSpan.FromSeconds(30);
            chaos.Applies = (_, one) => one == key;
        });

        var early = host.Grain<IWorker>(key).Note("early");
        await host.Eventually(host.Grain<IForwarder>(host.NewKey()).Forward(key, "late"));
        await host.Eventually(early);

        Notes.Of(key).Whats().ShouldBe(["activated", "late", "early"]);
    }

    [Fact]
    public async Task A_grain_can_have_two_activations()
    {
        await using var host = await Start(chaos => chaos.SecondActivation = 0.5);
        var key = host.NewKey();

        foreach (var number in Enumerable.Range(0, 20))
        {
            await host.Eventually(host.Grain<IWorker>(key).Note($"{number}"));
        }

        Notes.Of(key).Count("activated").ShouldBe(2);
    }

    [Fact]
    public async Task Only_the_chosen_grains_are_disturbed()
    {
        await using var host = await Start(chaos =>
        {
            chaos.LoseResponse = 1;
            chaos.Applies = (grainClass, _) => grainClass == nameof(ListenerGrain);
        });

        (await host.Eventually(host.Grain<IEcho>(host.NewKey()).Next(1).AsTask())).ShouldBe(2);
    }

    private static Task<ConformanceHost> Start(Action<EmbeddedChaosOptions> chaos) =>
        EmbeddedConformanceHost.StartAsync(silo => silo.ConfigureEmbeddedChaos(chaos));
}
