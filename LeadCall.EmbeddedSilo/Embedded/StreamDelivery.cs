using Microsoft.Extensions.Logging;
using Orleans.Streams.Core;

namespace Orleans.Embedded;

/// <summary>An item (or the news that one was lost) on its way to a consumer. It is a request like any other: it waits its turn.</summary>
internal sealed partial class StreamDelivery(
    EmbeddedSilo silo, StreamSubscription.Identity subscription, object? item, SequenceToken token, Exception? error)
    : Request<object?>(silo, subscription.Consumer, Deliver, [], oneWay: false)
{
    private static readonly GrainMethod Deliver = new(typeof(IStreamConsumer).GetMethod(nameof(IStreamConsumer.Deliver))!);

    protected override async Task InvokeTarget(Activation? activation, object target)
    {
        var sinks = activation!.StreamSinks;
        if (!sinks.ContainsKey(subscription.Guid) && target is IStreamSubscriptionObserver observer)
        {
            await observer.OnSubscribed(new SubscriptionHandleFactory(activation, subscription));
        }

        if (!sinks.TryGetValue(subscription.Guid, out var sink))
        {
            LogNobodyListens(Silo.Log, subscription.Stream, Target);
        }
        else if (error is null)
        {
            await sink.Next(item, token);
        }
        else
        {
            await sink.Lost(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Consumer} attached no observer to stream {Stream} in OnSubscribed; the item is dropped")]
    private static partial void LogNobodyListens(ILogger logger, Runtime.StreamId stream, Runtime.GrainId consumer);

    /// <summary>Gives deliveries a name and the defaults of a method.</summary>
    private interface IStreamConsumer : IGrain
    {
        Task Deliver();
    }
}
