using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// One consumer of one stream: its items go out one after the other, and one that the consumer throws at is offered again until
/// <see cref="EmbeddedSiloOptions.StreamDeliveryTime"/> is over.
/// </summary>
internal sealed partial class StreamSubscription(EmbeddedSilo silo, StreamSubscription.Identity id)
{
    private readonly Queue<(object? Item, SequenceToken Token)> items = new();
    private long published;
    private bool running;
    private bool ended;

    public Identity Id { get; } = id;

    /// <summary>False: this one has ended, make another.</summary>
    public bool TryAdd(object? item)
    {
        lock (items)
        {
            if (ended)
            {
                return false;
            }

            items.Enqueue((item, new(silo.Time.GetUtcNow().UtcTicks, (int)(published++ & int.MaxValue))));
            if (running)
            {
                return true;
            }

            running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.PumpAsync(), this, preferLocal: false);
        return true;
    }

    private async Task PumpAsync()
    {
        while (true)
        {
            (object? Item, SequenceToken Token) next;
            lock (items)
            {
                MixUpIfMutated();
                if (!items.TryDequeue(out next))
                {
                    ended = true;
                    break;
                }
            }

            await DeliverAsync(next.Item, next.Token);
        }

        silo.Streams.Remove(this);
    }

    private void MixUpIfMutated()
    {
        if (items.Count > 1 && silo.IsMutated(EmbeddedMutation.StreamsOutOfOrder))
        {
            items.Enqueue(items.Dequeue());
        }
    }

    private async Task DeliverAsync(object? item, SequenceToken token)
    {
        var began = silo.Time.GetTimestamp();
        var delay = silo.Options.StreamRetryDelay;
        while (true)
        {
            try
            {
                await silo.Send(new StreamDelivery(silo, Id, item, token, null));
                return;
            }
            catch (SiloUnavailableException)
            {
                return;
            }
            catch (Exception exception)
            {
                if (GivesUp(began, delay))
                {
                    LogGivenUp(silo.Log, Id.Stream, Id.Consumer, exception);
                    await TellConsumerAsync(exception, token);
                    return;
                }

                LogAgain(silo.Log, Id.Stream, Id.Consumer, delay, exception);
            }

            await Task.Delay(delay, silo.Time);
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, silo.Options.StreamRetryDelay.Ticks * 10));
        }
    }

    private bool GivesUp(long began, TimeSpan delay) =>
        silo.IsMutated(EmbeddedMutation.NoRedelivery)
        || (silo.Time.GetElapsedTime(began) + delay > silo.Options.StreamDeliveryTime
            && !silo.IsMutated(EmbeddedMutation.RedeliverForever));

    private async Task TellConsumerAsync(Exception exception, SequenceToken token)
    {
        try
        {
            await silo.Send(new StreamDelivery(silo, Id, null, token, exception));
        }
        catch (Exception second)
        {
            LogGivenUp(silo.Log, Id.Stream, Id.Consumer, second);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An item of stream {Stream} failed at {Consumer}; it is offered again in {Delay}")]
    private static partial void LogAgain(ILogger logger, StreamId stream, GrainId consumer, TimeSpan delay, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "An item of stream {Stream} could not be delivered to {Consumer} and is dropped")]
    private static partial void LogGivenUp(ILogger logger, StreamId stream, GrainId consumer, Exception exception);

    /// <summary>Which consumer of which stream of which provider.</summary>
    internal sealed record Identity(string Provider, StreamId Stream, GrainId Consumer)
    {
        /// <summary>The same for the same subscription, in every process.</summary>
        public Guid Guid { get; } = new(SHA256.HashData(Encoding.UTF8.GetBytes($"{Provider}\n{Stream}\n{Consumer}")).AsSpan(0, 16));
    }
}
