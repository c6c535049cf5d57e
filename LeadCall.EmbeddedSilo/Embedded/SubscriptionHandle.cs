using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Orleans.Embedded;

/// <summary>Hands out the handle of one subscription to one activation.</summary>
internal sealed class SubscriptionHandleFactory(Activation activation, StreamSubscription.Identity subscription)
    : IStreamSubscriptionHandleFactory
{
    public StreamId StreamId => subscription.Stream;

    public string ProviderName => subscription.Provider;

    public GuidId SubscriptionId { get; } = GuidId.GetGuidId(subscription.Guid);

    public StreamSubscriptionHandle<T> Create<T>() => new SubscriptionHandle<T>(activation, subscription);
}

/// <summary>An implicit subscription, seen from one activation.</summary>
internal sealed class SubscriptionHandle<T>(Activation activation, StreamSubscription.Identity subscription) : StreamSubscriptionHandle<T>
{
    public override StreamId StreamId => subscription.Stream;

    public override string ProviderName => subscription.Provider;

    public override Guid HandleId => subscription.Guid;

    public override Task UnsubscribeAsync() => throw new NotSupportedException(
        $"The subscription of {subscription.Consumer} to {subscription.Stream} comes from its class's attribute and cannot be ended.");

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (token is not null)
        {
            throw new NotSupportedException("Streams of the embedded engine cannot be rewound: resume without a token.");
        }

        activation.StreamSinks[subscription.Guid] = new StreamSink<T>(observer);
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other?.HandleId == HandleId;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    public override int GetHashCode() => HandleId.GetHashCode();
}
