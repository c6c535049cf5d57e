using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Draws for <see cref="EmbeddedChaosOptions"/>. With everything off it costs a comparison.</summary>
internal sealed class Chaos(EmbeddedSilo silo, EmbeddedChaosOptions options)
{
    private readonly Random random = new(options.Seed);
    private readonly ConcurrentDictionary<GrainId, Request> held = new();

    public EmbeddedChaosOptions Options { get; } = options;

    public bool DeactivatesAfter(Request request) => Happens(Options.DeactivateBetweenCalls, request.Target);

    public bool LosesResponse(Request request) => Happens(Options.LoseResponse, request.Target);

    public bool GoesToSecondActivation(Request request) => Happens(Options.SecondActivation, request.Target);

    public bool DuplicatesReminder(ReminderRow row) => Happens(Options.DuplicateReminder, row.Grain);

    public bool DuplicatesStreamItem(GrainId consumer) => Happens(Options.DuplicateStreamItem, consumer);

    /// <summary>Hands a request over, after one of another sender if it draws the lot.</summary>
    public void Deliver(Request request)
    {
        if (Options.ReorderRequests <= 0)
        {
            silo.HandOver(request);
            return;
        }

        if (held.TryGetValue(request.Target, out var earlier) && !ReferenceEquals(earlier.Sender, request.Sender))
        {
            silo.HandOver(request);
            Let(earlier);
        }
        else if (Happens(Options.ReorderRequests, request.Target) && held.TryAdd(request.Target, request))
        {
            _ = LetLater(request);
        }
        else
        {
            silo.HandOver(request);
        }
    }

    private async Task LetLater(Request request)
    {
        await Task.Delay(Options.ReorderPatience, TimeProvider.System);
        Let(request);
    }

    private void Let(Request request)
    {
        if (held.TryRemove(KeyValuePair.Create(request.Target, request)))
        {
            silo.HandOver(request);
        }
    }

    private bool Happens(double probability, GrainId grain)
    {
        if (probability <= 0 || !Options.Applies(NameOf(grain), grain.Key.ToString()))
        {
            return false;
        }

        lock (random)
        {
            return random.NextDouble() < probability;
        }
    }

    private string NameOf(GrainId grain) => silo.Observers.Owns(grain) ? "" : silo.Classes.Of(grain).Type.Name;
}
