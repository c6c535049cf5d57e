using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Grains;

/// <summary>Has timers of one second.</summary>
public interface ITicking : IGrainWithStringKey
{
    /// <summary>Ticks note "tick". Holds its own request at gate "hold" meanwhile.</summary>
    Task HoldWhileTicking();

    /// <summary>Each tick notes "begin", waits at gate "tick", notes "end". Ticks may interleave.</summary>
    Task TickSlowly();

    /// <summary>Each tick notes "begin", works for 600 ms of the host's clock, notes "end".</summary>
    Task TickWithWork();

    /// <summary>A tick notes which value of <see cref="Ambient"/> it sees.</summary>
    Task TickInContext(string ambient);

    [Orleans.Concurrency.AlwaysInterleave]
    Task Peek();

    static readonly AsyncLocal<string?> Ambient = new();
}

public class TickingGrain(TimeProvider clock) : Grain, ITicking
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private Notes Notes => Notes.Of(this.GetPrimaryKeyString());

    public async Task HoldWhileTicking()
    {
        this.RegisterGrainTimer(() => Write("tick"), Second, Second);
        await Write("holding");
        await Notes.Gate("hold");
        await Write("held");
    }

    public Task TickSlowly()
    {
        this.RegisterGrainTimer(
            async () =>
            {
                await Write("begin");
                await Notes.Gate("tick");
                await Write("end");
            },
            new GrainTimerCreationOptions(Second, Second) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task TickWithWork()
    {
        this.RegisterGrainTimer(
            async cancellation =>
            {
                await Write("begin");
                await Task.Delay(TimeSpan.FromMilliseconds(600), clock, cancellation);
                await Write("end");
            },
            Second,
            Second);
        return Task.CompletedTask;
    }

    public Task TickInContext(string ambient)
    {
        ITicking.Ambient.Value = ambient;
        this.RegisterGrainTimer(() => Write($"sees {ITicking.Ambient.Value ?? "nothing"}"), Second, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task Peek() => Task.CompletedTask;

    private Task Write(string what)
    {
        Notes.Write(what, clock.GetUtcNow());
        return Task.CompletedTask;
    }
}
