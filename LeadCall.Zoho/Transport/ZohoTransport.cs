using System.Globalization;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace LeadCall.Zoho.Transport;

/// <summary>
/// Sends a request through its pipeline and tells what came of it. Never throws for anything a network does; only
/// a caller's cancellation of a read throws.
/// </summary>
internal sealed partial class ZohoTransport(ZohoHttp http, ZohoPipelines pipelines, TimeProvider time, ILogger<ZohoTransport> logger)
{
    /// <summary>Larger answers are treated as a broken one; 200 records of every field stay far below.</summary>
    private const int MaxBodyBytes = 32 * 1024 * 1024;

    /// <summary>A request that must not happen twice: one try, and the truth about whether its body left.</summary>
    public async Task<ZohoExchange> SendWrite(ZohoTarget target, ZohoRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request.Body);
        var attempts = new Attempts(new OnceContent(request.Body, request.MediaType));
        return await Run(target, ZohoPatience.Write, request, attempts, cancellationToken);
    }

    /// <summary>A request that may be repeated.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ZohoExchange> SendRead(
        ZohoTarget target, ZohoPatience patience, ZohoRequest request, CancellationToken cancellationToken)
    {
        var exchange = await Run(target, patience, request, new Attempts(null), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return exchange;
    }

    private async Task<ZohoExchange> Run(
        ZohoTarget target, ZohoPatience patience, ZohoRequest request, Attempts attempts, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        ZohoExchange exchange;
        try
        {
            exchange = await pipelines.For(target, patience).ExecuteAsync(
                async token => await Once(http.For(target.DataCentre), target.Root, request, attempts, token), cancellationToken);
        }
        catch (TimeoutRejectedException)
        {
            exchange = attempts.Failed(TransportFailureKind.TimedOut, "Zoho did not answer in time.");
        }
        catch (BrokenCircuitException)
        {
            exchange = attempts.Failed(TransportFailureKind.CircuitOpen, "Zoho kept failing; requests are paused for a moment.");
        }
        catch (OperationCanceledException)
        {
            exchange = attempts.Failed(TransportFailureKind.Cancelled, "The request was cancelled on our side.");
        }

        exchange = exchange with { Requests = attempts.Count, BodyHasBegun = attempts.BodyHasBegun };
        Answered(logger, request.Operation, target.DataCentre.Location, exchange.Status, exchange.Failure?.Kind, exchange.Requests,
            (long)time.GetElapsedTime(started).TotalMilliseconds);
        return exchange;
    }

    private static async Task<ZohoExchange> Once(
        HttpMessageInvoker invoker, Uri root, ZohoRequest request, Attempts attempts, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using var message = request.ToMessage(root, attempts.NextContent(request));
        try
        {
            using var response = await invoker.SendAsync(message, token);
            attempts.Status = (int)response.StatusCode;
            await response.Content.LoadIntoBufferAsync(MaxBodyBytes, token);
            return new ZohoExchange
            {
                Status = attempts.Status,
                Body = await response.Content.ReadAsByteArrayAsync(token),
                CreditsRemaining = ReadCredits(response),
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            return attempts.BodyHasBegun || e is not HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError
                    or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError }
                ? attempts.Failed(TransportFailureKind.ConnectionLost, $"The connection to Zoho broke ({Name(e)}).")
                : attempts.Failed(TransportFailureKind.ConnectFailed, $"No connection to Zoho could be made ({Name(e)}).");
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return attempts.Failed(TransportFailureKind.ConnectFailed, "No connection to Zoho could be made in time.");
        }
    }

    // The exception's own message may quote an address with a query.
    private static string Name(Exception e) =>
        e is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http ? http.HttpRequestError.ToString() : e.GetType().Name;

    private static long? ReadCredits(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-API-CREDITS-REMAINING", out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var credits)
            ? credits
            : null;

    /// <summary>What the tries of one call have seen so far, so that a time-out around them does not lose it.</summary>
    /// <param name="once">The body that all tries share, so that it cannot leave twice; null makes a new one for each try.</param>
    private sealed class Attempts(OnceContent? once)
    {
        private OnceContent? current;

        public int Count { get; private set; }

        public int? Status { get; set; }

        public bool BodyHasBegun => current?.HasBegun == true;

        public OnceContent? NextContent(ZohoRequest request)
        {
            Count++;
            Status = null;
            return current = once ?? (request.Body is { } body ? new OnceContent(body, request.MediaType) : null);
        }

        public ZohoExchange Failed(TransportFailureKind kind, string explanation) =>
            new() { Status = Status, Failure = new TransportFailure(kind, explanation), BodyHasBegun = BodyHasBegun };
    }

    [LoggerMessage(Level = LogLevel.Debug,
        Message = "Zoho {Location}: {Operation} answered {Status} (failure: {Failure}) after {Requests} request(s) in {Milliseconds} ms")]
    private static partial void Answered(
        ILogger logger, string operation, string location, int? status, TransportFailureKind? failure, int requests, long milliseconds);
}
