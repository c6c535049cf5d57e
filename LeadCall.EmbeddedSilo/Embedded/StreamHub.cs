using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Brings published items to the implicit subscribers of their stream.</summary>
internal sealed class StreamHub(EmbeddedSilo silo)
{
    private readonly ConcurrentDictionary<StreamSubscription.Identity, StreamSubscription> subscriptions = new();

    public void Publish(string provider, StreamId stream, object? item, Type itemType)
    {
        foreach (var grainClass in silo.Classes.SubscribersOf(stream.GetNamespace()))
        {
            var identity = new StreamSubscription.Identity(
                provider, stream, GrainId.Create(grainClass.Kind, stream.GetKeyAsString()));
            var carried = silo.RoundTrip.Pass(item, itemType, $"an item of stream {stream}");
            for (var times = silo.Chaos.DuplicatesStreamItem(identity.Consumer) ? 2 : 1; times > 0; times--)
            {
                while (!subscriptions.GetOrAdd(identity, static (id, silo) => new(silo, id), silo).TryAdd(carried))
                {
                    // It has just run dry and is being removed.
                    Thread.Yield();
                }
            }
        }
    }

    public void Remove(StreamSubscription subscription) => subscriptions.TryRemove(KeyValuePair.Create(subscription.Id, subscription));
}
