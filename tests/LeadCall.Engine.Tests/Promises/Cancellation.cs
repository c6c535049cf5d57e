using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Promises;

public sealed class Cancellation : ConformanceTest
{
    [Fact, BreaksUnder("DropCancellation")]
    public async Task A_cancellation_token_reaches_the_callee_and_frees_the_caller()
    {
        var host = await Start();
        var key = host.NewKey();
        using var source = new CancellationTokenSource();
        var call = host.Grain<IWorker>(key).HoldCancellable(source.Token);
        await host.Eventually(Notes.Of(key).Until("begin"));

        await source.CancelAsync();

        (await host.Failure(call)).ShouldBeAssignableTo<OperationCanceledException>();
        await host.Eventually(Notes.Of(key).Until("cancelled"));
    }

    [Fact, BreaksUnder("DropCancellation", "RunExpired")]
    public async Task A_request_cancelled_in_the_queue_is_never_run()
    {
        var host = await Start();
        var key = host.NewKey();
        var worker = host.Grain<IWorker>(key);
        _ = worker.Hold("first");
        await host.Eventually(Notes.Of(key).Until("begin first"));
        using var source = new CancellationTokenSource();
        var call = worker.NoteCancellable("cancelled", source.Token);

        await source.CancelAsync();
        var failure = await host.Failure(call);
        Notes.Of(key).Open("first");
        await host.Eventually(worker.Note("last"));

        failure.ShouldBeAssignableTo<OperationCanceledException>();
        if (host.CancelledInQueueNeverRuns)
        {
            Notes.Of(key).Count("cancelled").ShouldBe(0);
        }
    }
}
