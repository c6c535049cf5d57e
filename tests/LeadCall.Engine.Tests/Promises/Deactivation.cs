using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Promises;

public sealed class Deactivation : ConformanceTest
{
    [Fact, BreaksUnder("FaultQueueOnDeactivation", "KeepAfterDeactivateOnIdle")]
    public async Task Queued_calls_of_a_deactivating_activation_go_to_the_next_one()
    {
        var host = await Start();
        var key = host.NewKey();
        var (worker, notes) = (host.Grain<IWorker>(key), Notes.Of(key));
        var first = worker.HoldAndDeactivate("first");
        await host.Eventually(notes.Until("begin first"));

        var second = worker.Note("second");
        notes.Open("first");
        await host.Eventually(Task.WhenAll(first, second));

        notes.Whats().ShouldBe(["activated", "begin first", "end first", "deactivated", "activated", "second"]);
    }

    [Fact, BreaksUnder("NeverCollect")]
    public async Task An_activation_is_collected_when_it_was_idle_long_enough_and_not_before()
    {
        var host = await Start();
        var key = host.NewKey();
        await host.Eventually(host.Grain<IWorker>(key).Note("used"));

        await host.Eventually(Notes.Of(key).Until("deactivated"), host.CollectionAge * 2);

        var notes = Notes.Of(key).Read();
        var idle = notes.Single(note => note.What == "deactivated").At - notes.Single(note => note.What == "used").At;
        idle.ShouldBeGreaterThanOrEqualTo(host.CollectionAge * 0.7);
    }

    [Fact, BreaksUnder("LeaveOutstandingAtStop")]
    public async Task Graceful_stop_faults_outstanding_calls()
    {
        var host = await Start();
        var key = host.NewKey();
        var running = host.Grain<IWorker>(key).Hold("never");
        await host.Eventually(Notes.Of(key).Until("begin never"));
        var queued = host.Grain<IWorker>(key).Note("queued");

        _ = host.StopAsync();
        var failures = Task.WhenAll(host.Failure(running, host.ResponseTimeout * 2), host.Failure(queued, host.ResponseTimeout * 2));

        foreach (var failure in await failures)
        {
            host.IsFaultOfStop(failure).ShouldBeTrue(failure.ToString());
        }
    }

    [Fact, BreaksUnder("SkipOnDeactivateAtStop")]
    public async Task Graceful_stop_runs_OnDeactivateAsync()
    {
        var host = await Start();
        var key = host.NewKey();
        await host.Eventually(host.Grain<IWorker>(key).Note("used"));

        await host.Eventually(host.StopAsync());

        Notes.Of(key).Count("deactivated").ShouldBe(1);
    }
}
