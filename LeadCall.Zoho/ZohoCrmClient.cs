using System.Collections.Immutable;
using System.Text.Json;
using LeadCall.Zoho.DataCentres;
using LeadCall.Zoho.Outcomes;
using LeadCall.Zoho.Transport;

namespace LeadCall.Zoho;

/// <summary>
/// Zoho CRM's API v8, as far as LeadCall uses it. Stateless: tokens, budgets and the order of things belong to the caller.
/// Writes always return an outcome per record and are tried once; reads are retried a little and return a value or an
/// error, and throw only for the caller's own cancellation.
/// </summary>
public sealed partial class ZohoCrmClient
{
    private readonly ZohoTransport transport;
    private readonly ZohoDataCentres dataCentres;

    internal ZohoCrmClient(ZohoTransport transport, ZohoDataCentres dataCentres) =>
        (this.transport, this.dataCentres) = (transport, dataCentres);

    private async Task<ZohoExchange> Send(ZohoAccess access, bool write, ZohoRequest request, CancellationToken cancellationToken)
    {
        if (!dataCentres.TryFindByApiDomain(access.ApiDomain, out var dataCentre))
        {
            return new ZohoExchange
            {
                Requests = 0,
                Failure = new TransportFailure(
                    TransportFailureKind.UnknownServer,
                    "The connection's API domain is not in the table of data centres, so nothing was sent to it. "
                    + "Connect Zoho again, or add the server to ExtraDataCentres."),
            };
        }

        request = request with { AccessToken = access.AccessToken };
        var target = new ZohoTarget(dataCentre, ZohoServer.Api, access.Organisation);
        return write
            ? await transport.SendWrite(target, request, cancellationToken)
            : await transport.SendRead(target, ZohoPatience.ReadWithRetry, request, cancellationToken);
    }

    private async Task<ZohoResult<T>> Read<T>(
        ZohoAccess access, ZohoRequest request, Func<JsonElement, T?> read, T? empty, CancellationToken cancellationToken)
        where T : class => Judge(await Send(access, write: false, request, cancellationToken), read, empty);

    /// <param name="empty">The value of a 204 (FACTS 3.6); null where Zoho must say something.</param>
    private static ZohoResult<T> Judge<T>(ZohoExchange exchange, Func<JsonElement, T?> read, T? empty)
        where T : class
    {
        var notes = Notes(exchange);
        if (exchange.Failure is not null || exchange.Status is not (>= 200 and < 300 or 304))
        {
            return ZohoResult<T>.Failure(ErrorAnswers.OfRequest(exchange), notes);
        }

        var value = exchange.Status is 204 or 304 ? empty : ZohoJson.Parse(exchange.Body) is { } body ? read(body) : null;
        return value is not null
            ? ZohoResult<T>.Success(value, notes)
            : ZohoResult<T>.Failure(
                new ZohoError(ZohoErrorKind.Temporary, exchange.Status, ZohoErrorCodes.Unreadable, "Zoho's answer cannot be read."), notes);
    }

    private static ZohoCallNotes Notes(ZohoExchange exchange) =>
        new(exchange.Status, exchange.Requests, exchange.CreditsRemaining);

    private static bool MoreRecords(JsonElement body) =>
        ZohoJson.Object(body, "info") is { } info && ZohoJson.Bool(info, "more_records") == true;

    private static ImmutableArray<T>? ReadArray<T>(JsonElement body, string name, Func<JsonElement, T?> read)
        where T : class =>
        ZohoJson.Array(body, name) is { } entries ? [.. entries.EnumerateArray().Select(read).OfType<T>()] : null;
}
