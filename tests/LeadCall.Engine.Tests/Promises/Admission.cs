using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Promises;

public sealed class Admission : ConformanceTest
{
    [Fact, BreaksUnder("AdmitAlways")]
    public async Task A_grain_is_not_reentrant_by_default_awaits_included()
    {
        var host = await Start();
        var (worker, notes) = await Holding(host);

        var second = worker.Note("second");
        await host.Eventually(worker.Peek("peek"));
        notes.Count("second").ShouldBe(0);
        notes.Open("first");
        await host.Eventually(second);

        notes.Whats().ShouldBe(["activated", "begin first", "peek", "end first", "second"]);
    }

    [Fact, BreaksUnder("StopScanAtFirstBlocked")]
    public async Task A_blocked_request_does_not_hold_back_a_later_one_that_may_run()
    {
        var host = await Start();
        var key = $"{host.NewKey()}-slow-start";
        var (worker, notes) = (host.Grain<IWorker>(key), Notes.Of(key));
        var first = worker.Hold("first");
        var second = worker.Note("second");
        var peek = worker.Peek("peek");

        notes.Open("activation");
        await host.Eventually(peek);

        notes.Count("second").ShouldBe(0);
        notes.Open("first");
        await host.Eventually(Task.WhenAll(first, second));
    }

    [Fact, BreaksUnder("IgnoreAlwaysInterleave")]
    public async Task An_always_interleaving_method_runs_while_another_awaits()
    {
        var host = await Start();
        var (worker, notes) = await Holding(host);

        await host.Eventually(worker.Peek("peek"));

        notes.Count("end first").ShouldBe(0);
    }

    [Fact, BreaksUnder("OnlyIdleAdmits")]
    public async Task A_request_starts_when_only_interleaving_ones_are_running()
    {
        var host = await Start();
        var key = host.NewKey();
        var worker = host.Grain<IWorker>(key);
        _ = worker.HoldInterleaving("first");
        await host.Eventually(Notes.Of(key).Until("begin first"));

        await host.Eventually(worker.Note("second"));

        Notes.Of(key).Count("end first").ShouldBe(0);
    }

    [Fact, BreaksUnder("IgnoreReentrant")]
    public async Task A_reentrant_class_runs_requests_while_others_await()
    {
        var host = await Start();
        var key = host.NewKey();
        var worker = host.Grain<IReentrantWorker>(key);
        var first = worker.Hold("first");
        await host.Eventually(Notes.Of(key).Until("begin first"));

        await host.Eventually(worker.Note("second"));

        first.IsCompleted.ShouldBeFalse();
    }

    private static async Task<(IWorker Worker, Notes Notes)> Holding(ConformanceHost host)
    {
        var key = host.NewKey();
        var worker = host.Grain<IWorker>(key);
        _ = worker.Hold("first");
        await host.Eventually(Notes.Of(key).Until("begin first"));
        return (worker, Notes.Of(key));
    }
}
