using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded;

/// <summary>A stream provider whose items live in this process until they are delivered.</summary>
internal sealed class EmbeddedStreamProvider(EmbeddedSilo silo, string name) : IStreamProvider
{
    public string Name { get; } = name;

    public bool IsRewindable => false;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new EmbeddedStream<T>(silo, Name, streamId);
}

/// <summary>A stream to publish to.</summary>
internal sealed class EmbeddedStream<T>(EmbeddedSilo silo, string provider, StreamId id) : IAsyncStream<T>
{
    public bool IsRewindable => false;

    public string ProviderName { get; } = provider;

    public StreamId StreamId { get; } = id;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => OnNextBatchAsync([item], token);

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        if (token is not null)
        {
            throw new NotSupportedException("Streams of the embedded engine number their items themselves: publish without a token.");
        }

        foreach (var item in batch)
        {
            silo.Streams.Publish(ProviderName, StreamId, item, typeof(T));
        }

        return Task.CompletedTask;
    }

    public Task OnCompletedAsync() => throw new NotSupportedException("Streams of the embedded engine do not end.");

    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException("Streams of the embedded engine carry items, not errors.");

    public bool Equals(IAsyncStream<T>? other) => other is not null && other.ProviderName == ProviderName && other.StreamId == StreamId;

    public int CompareTo(IAsyncStream<T>? other) => other is null
        ? 1
        : (ProviderName, StreamId).CompareTo((other.ProviderName, other.StreamId));

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => HashCode.Combine(ProviderName, StreamId);
}
