using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream, whatever it carries.</summary>
public interface IAsyncStream
{
    bool IsRewindable { get; }

    string ProviderName { get; }

    StreamId StreamId { get; }
}

/// <summary>A stream to publish to. Only implicit subscribers receive: there is no SubscribeAsync here on purpose.</summary>
public interface IAsyncStream<T> : IAsyncStream, IEquatable<IAsyncStream<T>>, IComparable<IAsyncStream<T>>, IAsyncBatchProducer<T>;

/// <summary>Receives the items of a stream one after the other.</summary>
public interface IAsyncObserver<in T>
{
    /// <summary>The next item. Publishing ends when the item is queued; a consumer that throws is given the same item again.</summary>
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>Something was lost: an item that could not be delivered for a minute.</summary>
    Task OnErrorAsync(Exception ex);
}

/// <summary>Publishes several items in order.</summary>
public interface IAsyncBatchProducer<T> : IAsyncObserver<T>
{
    Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null);
}
