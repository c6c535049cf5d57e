using System.Collections.Concurrent;

namespace LeadCall.Engine.Tests.Hosting;

/// <summary>What happened under one key, in order. Grains write, tests wait; both live in one process on either engine.</summary>
public sealed class Notes
{
    private static readonly ConcurrentDictionary<string, Notes> All = new();
    private readonly List<Note> notes = [];
    private readonly List<(Func<IReadOnlyList<Note>, bool> When, TaskCompletionSource Told)> waiting = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> gates = new();

    public static Notes Of(string key) => All.GetOrAdd(key, _ => new());

    public void Write(string what, DateTimeOffset at = default)
    {
        lock (notes)
        {
            notes.Add(new(what, at));
            foreach (var waiter in waiting.Where(waiter => waiter.When(notes)).ToArray())
            {
                waiting.Remove(waiter);
                waiter.Told.TrySetResult();
            }
        }
    }

    public IReadOnlyList<Note> Read()
    {
        lock (notes)
        {
            return [.. notes];
        }
    }

    public IReadOnlyList<string> Whats() => [.. Read().Select(note => note.What)];

    public int Count(string what) => Read().Count(note => note.What == what);

    /// <summary>Completes when <paramref name="what"/> has been written that often.</summary>
    public Task Until(string what, int times = 1) => Until(one => one == what, times);

    public Task Until(Func<string, bool> what, int times = 1)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool When(IReadOnlyList<Note> all) => all.Count(note => what(note.What)) >= times;
        lock (notes)
        {
            if (When(notes))
            {
                told.TrySetResult();
            }
            else
            {
                waiting.Add((When, told));
            }
        }

        return told.Task;
    }

    /// <summary>A gate that grains wait at until the test opens it.</summary>
    public Task Gate(string name) => GateOf(name).Task;

    public void Open(string name) => GateOf(name).TrySetResult();

    private TaskCompletionSource GateOf(string name) =>
        gates.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    public sealed record Note(string What, DateTimeOffset At);
}
