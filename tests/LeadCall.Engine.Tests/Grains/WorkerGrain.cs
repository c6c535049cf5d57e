using LeadCall.Engine.Tests.Hosting;
using Orleans.Concurrency;

namespace LeadCall.Engine.Tests.Grains;

/// <summary>Notes what it does under its own key, and waits at gates that the test opens.</summary>
public interface IWorker : IGrainWithStringKey
{
    Task Note(string what);

    /// <summary>Notes "begin x", waits at gate x, notes "end x".</summary>
    Task Hold(string gate);

    [ResponseTimeout("00:00:01")]
    Task HoldBriefly(string gate);

    [ResponseTimeout("00:00:01")]
    Task NoteBriefly(string what);

    [AlwaysInterleave]
    Task Peek(string what);

    [AlwaysInterleave]
    Task HoldInterleaving(string gate);

    [OneWay]
    Task Tell(string what);

    [OneWay]
    Task TellAndThrow(string message);

    Task Throw(string message);

    Task HoldAndDeactivate(string gate);

    Task HoldCancellable(CancellationToken cancellation);

    Task NoteCancellable(string what, CancellationToken cancellation);

    Task<int> SchedulerBeforeAndAfterAwait();

    Task<string?> FromRequestContext(string name);

    Task<string?> TraceId();
}

public class WorkerGrain(TimeProvider clock) : Grain, IWorker
{
    private Notes Notes => Notes.Of(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (this.GetPrimaryKeyString().EndsWith("slow-start", StringComparison.Ordinal))
        {
            await Notes.Gate("activation");
        }

        Write("activated");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Write("deactivated");
        return Task.CompletedTask;
    }

    public Task Note(string what)
    {
        Write(what);
        return Task.CompletedTask;
    }

    public async Task Hold(string gate)
    {
        Write($"begin {gate}");
        await Notes.Gate(gate);
        Write($"end {gate}");
    }

    public Task HoldBriefly(string gate) => Hold(gate);

    public Task NoteBriefly(string what) => Note(what);

    public Task Peek(string what) => Note(what);

    public Task HoldInterleaving(string gate) => Hold(gate);

    public Task Tell(string what) => Note(what);

    public Task TellAndThrow(string message) => throw new NotImplementedException(message);

    public Task Throw(string message) => throw new NotImplementedException(message);

    public Task HoldAndDeactivate(string gate)
    {
        DeactivateOnIdle();
        return Hold(gate);
    }

    public async Task HoldCancellable(CancellationToken cancellation)
    {
        Write("begin");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            Write("cancelled");
        }
    }

    public Task NoteCancellable(string what, CancellationToken cancellation) => Note(what);

    public async Task<int> SchedulerBeforeAndAfterAwait()
    {
        var before = TaskScheduler.Current;
        await Task.Delay(1);
        return before != TaskScheduler.Default && before == TaskScheduler.Current ? before.Id : 0;
    }

    public Task<string?> FromRequestContext(string name) => Task.FromResult(RequestContext.Get(name) as string);

    public Task<string?> TraceId() => Task.FromResult(System.Diagnostics.Activity.Current?.TraceId.ToString());

    private void Write(string what) => Notes.Write(what, clock.GetUtcNow());
}

/// <summary>The same, reentrant.</summary>
public interface IReentrantWorker : IGrainWithStringKey
{
    Task Note(string what);

    Task Hold(string gate);

    /// <summary>Many small turns; answers how often another turn was running at the same time.</summary>
    Task<int> CountOverlaps(int turns);
}

[Reentrant]
public class ReentrantWorkerGrain : Grain, IReentrantWorker
{
    private int inside;

    public Task Note(string what)
    {
        Notes.Of(this.GetPrimaryKeyString()).Write(what);
        return Task.CompletedTask;
    }

    public async Task Hold(string gate)
    {
        var notes = Notes.Of(this.GetPrimaryKeyString());
        notes.Write($"begin {gate}");
        await notes.Gate(gate);
    }

    public async Task<int> CountOverlaps(int turns)
    {
        var overlaps = 0;
        for (var turn = 0; turn < turns; turn++)
        {
            overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
            Thread.SpinWait(2000);
            Interlocked.Decrement(ref inside);
            await Task.Yield();
        }

        return overlaps;
    }
}
