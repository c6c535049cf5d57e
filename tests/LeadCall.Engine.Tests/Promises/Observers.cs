using System.Runtime.CompilerServices;
using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Promises;

public sealed class Observers : ConformanceTest
{
    [Fact, BreaksUnder("DeadObserversAnswer")]
    public async Task A_living_observer_answers_and_a_deleted_one_fails_its_callers()
    {
        var host = await Start();
        var herald = host.Grain<IHerald>(host.NewKey());
        var watcher = new Watcher();
        var reference = host.Client.CreateObjectReference<IWatcher>(watcher);

        (await host.Eventually(herald.Show(reference, "comet"))).ShouldBe("saw comet");
        await host.Eventually(herald.Flash(reference, "star"));
        await host.Eventually(watcher.Glanced);
        host.Client.DeleteObjectReference<IWatcher>(reference);
        var failure = await host.Failure(herald.Show(reference, "nothing"), TimeSpan.FromSeconds(5));

        failure.ShouldBeOfType<TimeoutException>();
        GC.KeepAlive(watcher);
    }

    [Fact, BreaksUnder("HoldObserversStrongly")]
    public async Task Observers_are_held_weakly_and_dead_ones_fail()
    {
        var host = await Start();
        var herald = host.Grain<IHerald>(host.NewKey());
        var (reference, watcher) = CreateAndForget(host);
        await host.Eventually(herald.Flash(host.Client.CreateObjectReference<IWatcher>(new Watcher()), "another"));

        for (var round = 0; round < 20 && watcher.IsAlive; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        watcher.IsAlive.ShouldBeFalse();
        (await host.Failure(herald.Show(reference, "nothing"), TimeSpan.FromSeconds(5))).ShouldBeOfType<TimeoutException>();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (IWatcher Reference, WeakReference Watcher) CreateAndForget(ConformanceHost host)
    {
        var watcher = new Watcher();
        return (host.Client.CreateObjectReference<IWatcher>(watcher), new(watcher));
    }

    private sealed class Watcher : IWatcher
    {
        private readonly TaskCompletionSource glanced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Glanced => glanced.Task;

        public Task<string> See(string what) => Task.FromResult($"saw {what}");

        public void Glance(string what) => glanced.TrySetResult();
    }
}
