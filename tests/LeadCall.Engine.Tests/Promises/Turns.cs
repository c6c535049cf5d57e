using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Promises;

public sealed class Turns : ConformanceTest
{
    [Fact, BreaksUnder("TurnsInParallel")]
    public async Task One_turn_at_a_time_per_activation()
    {
        var host = await Start();
        var worker = host.Grain<IReentrantWorker>(host.NewKey());

        var overlaps = await host.Eventually(Task.WhenAll(Enumerable.Range(0, 40).Select(_ => worker.CountOverlaps(40))));

        overlaps.Sum().ShouldBe(0);
    }

    [Fact, BreaksUnder("RunOnThreadPool")]
    public async Task Every_activation_has_its_own_task_scheduler()
    {
        var host = await Start();

        var one = await host.Eventually(host.Grain<IWorker>(host.NewKey()).SchedulerBeforeAndAfterAwait());
        var other = await host.Eventually(host.Grain<IWorker>(host.NewKey()).SchedulerBeforeAndAfterAwait());

        one.ShouldNotBe(0);
        other.ShouldNotBe(0);
        other.ShouldNotBe(one);
    }
}
