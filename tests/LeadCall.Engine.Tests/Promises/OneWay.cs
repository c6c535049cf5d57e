using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Promises;

public sealed class OneWay : ConformanceTest
{
    [Fact, BreaksUnder("ExpireOneWay")]
    public async Task One_way_messages_do_not_expire_in_the_queue()
    {
        var host = await Start();
        var (worker, notes) = await Holding(host);

        await host.Eventually(worker.Tell("told"));
        await host.Pass(host.ResponseTimeout * 1.5);
        notes.Open("first");

        await host.Eventually(notes.Until("told"));
    }

    [Fact, BreaksUnder("AwaitOneWay")]
    public async Task The_caller_of_a_one_way_method_does_not_wait()
    {
        var host = await Start();
        var (worker, notes) = await Holding(host);

        await host.Eventually(worker.Tell("told"));

        notes.Count("told").ShouldBe(0);
    }

    [Fact, BreaksUnder("RepeatOneWay")]
    public async Task One_way_messages_arrive_at_most_once()
    {
        var host = await Start();
        var key = host.NewKey();

        await host.Grain<IWorker>(key).Tell("told");
        await host.Eventually(Notes.Of(key).Until("told"));
        await host.Eventually(host.Grain<IWorker>(key).Note("last"));

        Notes.Of(key).Count("told").ShouldBe(1);
    }

    [Fact, BreaksUnder("HideOneWayErrors")]
    public async Task Errors_of_one_way_methods_are_logged()
    {
        var host = await Start();
        var message = $"mishap {Guid.NewGuid():N}";

        await host.Grain<IWorker>(host.NewKey()).TellAndThrow(message);

        await host.Eventually(host.Log.Until(message));
    }

    private static async Task<(IWorker Worker, Notes Notes)> Holding(ConformanceHost host)
    {
        var key = host.NewKey();
        _ = host.Grain<IWorker>(key).Hold("first");
        await host.Eventually(Notes.Of(key).Until("begin first"));
        return (host.Grain<IWorker>(key), Notes.Of(key));
    }
}
