using Orleans.Streams;

namespace Orleans.Embedded;

/// <summary>The observer that a grain attached to a subscription, whatever the type of its items.</summary>
internal interface IStreamSink
{
    Task Next(object? item, StreamSequenceToken token);

    Task Lost(Exception exception);
}

/// <inheritdoc cref="IStreamSink"/>
internal sealed class StreamSink<T>(IAsyncObserver<T> observer) : IStreamSink
{
    public Task Next(object? item, StreamSequenceToken token) => observer.OnNextAsync((T)item!, token);

    public Task Lost(Exception exception) => observer.OnErrorAsync(exception);
}
