using LeadCall.Engine.Tests.Hosting;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace LeadCall.Engine.Tests.Grains;

/// <summary>Publishes to the stream of its own key.</summary>
public interface ISpeaker : IGrainWithStringKey
{
    Task Say(string item);
}

public class SpeakerGrain : Grain, ISpeaker
{
    public Task Say(string item) =>
        this.GetStreamProvider(ConformanceHost.Streams).GetStream<string>("conformance", this.GetPrimaryKeyString()).OnNextAsync(item);
}

public interface IListener : IGrainWithStringKey
{
    Task Ping();
}

/// <summary>
/// Notes what it hears. An item "hold x" waits at gate x; "stumble" fails twice before it is heard; "refuse" fails always.
/// </summary>
[ImplicitStreamSubscription("conformance")]
public class ListenerGrain(TimeProvider clock) : Grain, IListener, IStreamSubscriptionObserver
{
    private Notes Notes => Notes.Of(this.GetPrimaryKeyString());

    public Task Ping() => Task.CompletedTask;

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        handleFactory.Create<string>().ResumeAsync(Hear, LoseOne);

    private async Task Hear(string item, StreamSequenceToken? token)
    {
        Notes.Write($"offered {item}", clock.GetUtcNow());
        if (item.StartsWith("hold", StringComparison.Ordinal))
        {
            await Notes.Gate(item);
        }

        if (item == "refuse" || (item == "stumble" && Notes.Count("offered stumble") < 3))
        {
            throw new NotImplementedException(item);
        }

        Notes.Write($"heard {item}", clock.GetUtcNow());
    }

    private Task LoseOne(Exception exception)
    {
        Notes.Write("lost", clock.GetUtcNow());
        return Task.CompletedTask;
    }
}
