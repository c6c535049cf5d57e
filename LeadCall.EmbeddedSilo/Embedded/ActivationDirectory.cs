using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Which activation a grain has, if any.</summary>
internal sealed class ActivationDirectory(EmbeddedSilo silo)
{
    private readonly ConcurrentDictionary<GrainId, Activation> activations = new();

    /// <summary>Second activations, made only when chaos asks for them.</summary>
    private readonly ConcurrentDictionary<GrainId, Activation> doubles = new();

    public IEnumerable<Activation> All => activations.Values.Concat(doubles.Values);

    public int Count => activations.Count;

    public Activation For(Request request)
    {
        var index = silo.Chaos.GoesToSecondActivation(request) ? doubles : activations;
        return index.TryGetValue(request.Target, out var activation)
            ? activation
            : index.GetOrAdd(request.Target, static (id, silo) => new(silo, id, silo.Classes.Of(id)), silo);
    }

    public void Remove(Activation activation)
    {
        var entry = KeyValuePair.Create(activation.GrainId, activation);
        if (!activations.TryRemove(entry))
        {
            doubles.TryRemove(entry);
        }
    }
}
