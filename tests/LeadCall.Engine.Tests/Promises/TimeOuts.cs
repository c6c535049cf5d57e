using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Promises;

public sealed class TimeOuts : ConformanceTest
{
    [Fact, BreaksUnder("NeverTimeOut")]
    public async Task A_cycle_ends_in_a_time_out_while_the_callee_goes_on()
    {
        var host = await Start();
        var (a, b) = (host.NewKey(), host.NewKey());

        _ = host.Grain<ICycle>(a).CallThatCallsBack(b);
        await host.Eventually(
            Task.WhenAll(Notes.Of(a).Until("timed out"), Notes.Of(b).Until("goes on")), host.ResponseTimeout * 1.5);
    }

    [Fact, BreaksUnder("IgnoreResponseTimeout")]
    public async Task The_response_timeout_attribute_overrides_the_default()
    {
        var host = await Start();

        var failure = await host.Failure(host.Grain<IWorker>(host.NewKey()).HoldBriefly("never"), host.ResponseTimeout * 0.5);

        failure.ShouldBeOfType<TimeoutException>();
    }

    [Fact, BreaksUnder("ReleaseCalleeOnTimeout")]
    public async Task The_callee_goes_on_and_stays_busy_after_its_caller_gave_up()
    {
        var host = await Start();
        var key = host.NewKey();
        var (worker, notes) = (host.Grain<IWorker>(key), Notes.Of(key));
        await host.Failure(worker.HoldBriefly("first"), TimeSpan.FromSeconds(3));

        var second = worker.Note("second");
        await host.Eventually(worker.Peek("peek"));
        notes.Open("first");
        await host.Eventually(second);

        notes.Whats().ShouldBe(["activated", "begin first", "peek", "end first", "second"]);
    }

    [Fact, BreaksUnder("RunExpired")]
    public async Task A_request_that_expired_in_the_queue_is_never_run()
    {
        var host = await Start();
        var key = host.NewKey();
        var (worker, notes) = (host.Grain<IWorker>(key), Notes.Of(key));
        _ = worker.Hold("first");
        await host.Eventually(notes.Until("begin first"));

        var failure = await host.Failure(worker.NoteBriefly("expired"), TimeSpan.FromSeconds(3));
        notes.Open("first");
        await host.Eventually(worker.Note("last"));

        failure.ShouldBeOfType<TimeoutException>();
        notes.Count("expired").ShouldBe(0);
    }
}
