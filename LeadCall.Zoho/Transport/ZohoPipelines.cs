using System.Collections.Concurrent;
using LeadCall.Zoho.DataCentres;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace LeadCall.Zoho.Transport;

/// <summary>
/// Time-outs, retries and circuit breakers, per data centre and server. Reads and writes of one server share its breaker:
/// both meet the same trouble. Only reads are retried.
/// </summary>
internal sealed partial class ZohoPipelines(IOptions<ZohoOptions> options, TimeProvider time, ILogger<ZohoPipelines> logger)
{
    private readonly ConcurrentDictionary<(string Location, ZohoServer Server), Lazy<ServerPipelines>> servers = new();

    public ResiliencePipeline<ZohoExchange> For(ZohoDataCentre dataCentre, ZohoServer server, ZohoPatience patience)
    {
        var pipelines = servers.GetOrAdd((dataCentre.Location, server), key => new(() => Build(key.Location, key.Server))).Value;
        return patience switch
        {
            ZohoPatience.Write => pipelines.Write,
            ZohoPatience.ReadWithRetry => pipelines.ReadWithRetry,
            _ => pipelines.ReadOnce,
        };
    }

    private ServerPipelines Build(string location, ZohoServer server)
    {
        var breaker = Start().AddCircuitBreaker(Breaker(location, server)).Build();
        return new(
            Write: Start().AddPipeline(breaker).AddTimeout(options.Value.WriteTimeout).Build(),
            ReadOnce: Start().AddPipeline(breaker).AddTimeout(options.Value.ReadTimeout).Build(),
            ReadWithRetry: WithRetry(Start()).AddPipeline(breaker).AddTimeout(options.Value.ReadTimeout).Build());
    }

    private ResiliencePipelineBuilder<ZohoExchange> Start() => new() { TimeProvider = time };

    private ResiliencePipelineBuilder<ZohoExchange> WithRetry(ResiliencePipelineBuilder<ZohoExchange> builder) =>
        options.Value.ReadRetries == 0
            ? builder
            : builder.AddRetry(new RetryStrategyOptions<ZohoExchange>
            {
                ShouldHandle = args => ValueTask.FromResult(IsServerTrouble(args.Outcome)),
                MaxRetryAttempts = options.Value.ReadRetries,
                Delay = options.Value.ReadRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });

    private CircuitBreakerStrategyOptions<ZohoExchange> Breaker(string location, ZohoServer server) => new()
    {
        ShouldHandle = args => ValueTask.FromResult(IsServerTrouble(args.Outcome)),
        FailureRatio = options.Value.BreakerFailureRatio,
        MinimumThroughput = options.Value.BreakerMinimumThroughput,
        SamplingDuration = options.Value.BreakerSamplingDuration,
        BreakDuration = options.Value.BreakerBreakDuration,
        OnOpened = args =>
        {
            CircuitOpened(logger, location, server, args.BreakDuration);
            return ValueTask.CompletedTask;
        },
        OnClosed = _ =>
        {
            CircuitClosed(logger, location, server);
            return ValueTask.CompletedTask;
        },
    };

    private static bool IsServerTrouble(Outcome<ZohoExchange> outcome) =>
        outcome.Exception is TimeoutRejectedException || outcome.Result is { IsServerTrouble: true };

    private sealed record ServerPipelines(
        ResiliencePipeline<ZohoExchange> Write,
        ResiliencePipeline<ZohoExchange> ReadOnce,
        ResiliencePipeline<ZohoExchange> ReadWithRetry);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Zoho {Location}/{Server} keeps failing: nothing is sent there for {BreakDuration}")]
    private static partial void CircuitOpened(ILogger logger, string location, ZohoServer server, TimeSpan breakDuration);

    [LoggerMessage(Level = LogLevel.Information, Message = "Zoho {Location}/{Server} answers again")]
    private static partial void CircuitClosed(ILogger logger, string location, ZohoServer server);
}

/// <summary>The two servers of a data centre; one may be in trouble without the other.</summary>
internal enum ZohoServer
{
    Accounts,
    Api,
}

internal enum ZohoPatience
{
    Write,

    /// <summary>Time-out of a read, no retry: token requests, which count against a limit.</summary>
    ReadOnce,
    ReadWithRetry,
}
