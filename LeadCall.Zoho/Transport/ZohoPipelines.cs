using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace LeadCall.Zoho.Transport;

/// <summary>
/// Time-outs, retries and circuit breakers. Reads and writes share breakers: both meet the same trouble. Only reads are retried.
/// </summary>
/// <remarks>
/// Two breakers stand before each request. That of the server counts connections that could not be made at all: no organisation can cause
/// those, and while it is open nobody is kept waiting for a server that is not there. That of the organisation at this server counts all other
/// trouble (5xx, broken connections, time-outs): Zoho keeps organisations in shards, so it may be the trouble of one, and the others must
/// not stop for it. A server that answers everybody 5xx is left alone all the same, by each organisation after its own first failures.
/// </remarks>
internal sealed partial class ZohoPipelines(IOptions<ZohoOptions> options, TimeProvider time, ILogger<ZohoPipelines> logger)
{
    private readonly ConcurrentDictionary<(string Location, ZohoServer Server), Lazy<ResiliencePipeline<ZohoExchange>>> servers = new();
    private readonly ConcurrentDictionary<(string Location, ZohoServer Server, string? Organisation), Lazy<Pipelines>> pipelines = new();

    public ResiliencePipeline<ZohoExchange> For(ZohoTarget target, ZohoPatience patience)
    {
        var found = pipelines.GetOrAdd(
            (target.DataCentre.Location, target.Server, target.Organisation), (_, target) => new(() => Build(target)), target).Value;
        return patience switch
        {
            ZohoPatience.Write => found.Write,
            ZohoPatience.ReadWithRetry => found.ReadWithRetry,
            _ => found.ReadOnce,
        };
    }

    private Pipelines Build(ZohoTarget target)
    {
        var (location, server) = (target.DataCentre.Location, target.Server);
        var serverBreaker = servers.GetOrAdd(
            (location, server), _ => new(() => Start().AddCircuitBreaker(Breaker(location, server, null, IsUnreachable)).Build())).Value;

        // The organisation's outside: what the server's breaker turns away is no trouble of the organisation.
        var breakers = Start()
            .AddCircuitBreaker(Breaker(location, server, target.Organisation, IsTroubleOfItsOwn))
            .AddPipeline(serverBreaker)
            .Build();
        return new(
            Write: Start().AddPipeline(breakers).AddTimeout(options.Value.WriteTimeout).Build(),
            ReadOnce: Start().AddPipeline(breakers).AddTimeout(options.Value.ReadTimeout).Build(),
            ReadWithRetry: WithRetry(Start()).AddPipeline(breakers).AddTimeout(options.Value.ReadTimeout).Build());
    }

    private ResiliencePipelineBuilder<ZohoExchange> Start() => new() { TimeProvider = time };

    private ResiliencePipelineBuilder<ZohoExchange> WithRetry(ResiliencePipelineBuilder<ZohoExchange> builder) =>
        options.Value.ReadRetries == 0
            ? builder
            : builder.AddRetry(new RetryStrategyOptions<ZohoExchange>
            {
                ShouldHandle = args => ValueTask.FromResult(IsUnreachable(args.Outcome) || IsTroubleOfItsOwn(args.Outcome)),
                MaxRetryAttempts = options.Value.ReadRetries,
                Delay = options.Value.ReadRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });

    private CircuitBreakerStrategyOptions<ZohoExchange> Breaker(
        string location, ZohoServer server, string? organisation, Func<Outcome<ZohoExchange>, bool> counts) => new()
    {
        ShouldHandle = args => ValueTask.FromResult(counts(args.Outcome)),
        FailureRatio = options.Value.BreakerFailureRatio,
        MinimumThroughput = options.Value.BreakerMinimumThroughput,
        SamplingDuration = options.Value.BreakerSamplingDuration,
        BreakDuration = options.Value.BreakerBreakDuration,
        OnOpened = args =>
        {
            CircuitOpened(logger, location, server, organisation, args.BreakDuration);
            return ValueTask.CompletedTask;
        },
        OnClosed = _ =>
        {
            CircuitClosed(logger, location, server, organisation);
            return ValueTask.CompletedTask;
        },
    };

    private static bool IsUnreachable(Outcome<ZohoExchange> outcome) => outcome.Result?.Failure is { Kind: TransportFailureKind.ConnectFailed };

    private static bool IsTroubleOfItsOwn(Outcome<ZohoExchange> outcome) =>
        outcome.Exception is TimeoutRejectedException || (outcome.Result is { IsServerTrouble: true } && !IsUnreachable(outcome));

    private sealed record Pipelines(
        ResiliencePipeline<ZohoExchange> Write,
        ResiliencePipeline<ZohoExchange> ReadOnce,
        ResiliencePipeline<ZohoExchange> ReadWithRetry);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Zoho {Location}/{Server} keeps failing (organisation: {Organisation}): nothing is sent there for {BreakDuration}")]
    private static partial void CircuitOpened(ILogger logger, string location, ZohoServer server, string? organisation, TimeSpan breakDuration);

    [LoggerMessage(Level = LogLevel.Information, Message = "Zoho {Location}/{Server} answers again (organisation: {Organisation})")]
    private static partial void CircuitClosed(ILogger logger, string location, ZohoServer server, string? organisation);
}
