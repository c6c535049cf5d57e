using System.Collections.Immutable;
using System.Text.Json;
using LeadCall.Zoho.Records;
using LeadCall.Zoho.Transport;

namespace LeadCall.Zoho.Outcomes;

/// <summary>
/// What an answer to a write means for each of its records. Pure. When in doubt it is <see cref="WriteOutcome.Unknown"/>:
/// that costs a look, a wrong "refused" costs a second record in somebody's CRM.
/// </summary>
internal static class WriteAnswers
{
    /// <param name="ids">Ids of what was sent, where it had some: used if Zoho's success names none.</param>
    public static ImmutableArray<WriteOutcome> Judge(ZohoExchange exchange, int count, IReadOnlyList<string>? ids = null)
    {
        if (exchange.Failure is { } failure)
        {
            return Each(count, OfFailure(exchange, failure));
        }

        var status = exchange.Status!.Value;
        if (!IsSuccess(status) && !IsRefusal(status))
        {
            return Each(count, new WriteOutcome.Unknown(
                UnknownReason.ServerError, $"Zoho answered {status}: the write may have happened.", status));
        }

        return ZohoJson.Parse(exchange.Body) is { } body && ZohoJson.Array(body, "data") is { } results
            ? OfResults(exchange, results, count, ids)
            : Each(count, WithoutResults(exchange));
    }

    private static bool IsSuccess(int status) => status is >= 200 and < 300;

    // 408 comes from a gateway that gave up waiting, and does not say for whom.
    private static bool IsRefusal(int status) => status is >= 400 and < 500 and not 408;

    private static WriteOutcome OfFailure(ZohoExchange exchange, TransportFailure failure) => failure.Kind switch
    {
        TransportFailureKind.CircuitOpen => new WriteOutcome.NotSent(NotSentReason.CircuitOpen, failure.Explanation),
        TransportFailureKind.UnknownServer => new WriteOutcome.NotSent(NotSentReason.UnknownServer, failure.Explanation),
        TransportFailureKind.TimedOut when !exchange.BodyHasBegun
            => new WriteOutcome.NotSent(NotSentReason.TimedOutBeforeSending, failure.Explanation),
        TransportFailureKind.Cancelled when !exchange.BodyHasBegun
            => new WriteOutcome.NotSent(NotSentReason.CancelledBeforeSending, failure.Explanation),
        _ when !exchange.BodyHasBegun => new WriteOutcome.NotSent(NotSentReason.ConnectFailed, failure.Explanation),
        _ when ErrorAnswers.DecidesByStatus(exchange.Status) => new WriteOutcome.Refused(ErrorAnswers.OfRequest(exchange)),
        TransportFailureKind.TimedOut => new WriteOutcome.Unknown(UnknownReason.TimedOut, failure.Explanation, exchange.Status),
        TransportFailureKind.Cancelled => new WriteOutcome.Unknown(UnknownReason.Cancelled, failure.Explanation, exchange.Status),
        _ => new WriteOutcome.Unknown(UnknownReason.ConnectionLost, failure.Explanation, exchange.Status),
    };

    private static WriteOutcome WithoutResults(ZohoExchange exchange) => IsSuccess(exchange.Status!.Value)
        ? new WriteOutcome.Unknown(
            UnknownReason.UnreadableAnswer, $"Zoho answered {exchange.Status} with a body we cannot read.", exchange.Status)
        : new WriteOutcome.Refused(ErrorAnswers.OfRequest(exchange), WholeRequest: true);

    private static ImmutableArray<WriteOutcome> OfResults(
        ZohoExchange exchange, JsonElement results, int count, IReadOnlyList<string>? ids)
    {
        var status = exchange.Status!.Value;
        if (results.GetArrayLength() == count)
        {
            return [.. results.EnumerateArray().Select((result, i) => OfResult(status, result, ids?[i]))];
        }

        return IsRefusal(status) && RefusesAll(status, results)
            ? Each(count, new WriteOutcome.Refused(ErrorAnswers.OfRequest(exchange), WholeRequest: true))
            : Each(count, new WriteOutcome.Unknown(
                UnknownReason.ResultCountDiffers,
                $"Zoho answered {status} with {results.GetArrayLength()} results for {count} records.", status));
    }

    private static bool RefusesAll(int status, JsonElement results) =>
        ErrorAnswers.DecidesByStatus(status)
        || (results.GetArrayLength() == 1 && ZohoJson.Text(results[0], "code") is { } code && ZohoErrors.ConcernsWholeRequest(code));

    private static WriteOutcome OfResult(int status, JsonElement result, string? sentId)
    {
        var code = ZohoJson.Text(result, "code");
        if (code == "SUCCESS")
        {
            return OfSuccess(status, result, sentId);
        }

        return code is null || ZohoErrors.LeavesItemUnknown(code)
            ? new WriteOutcome.Unknown(
                UnknownReason.UnreadableAnswer, $"Zoho answered {code ?? "no code"} for this record: it may have been written.", status)
            : new WriteOutcome.Refused(ErrorAnswers.OfObject(status, result));
    }

    private static WriteOutcome OfSuccess(int status, JsonElement result, string? sentId)
    {
        var details = ZohoJson.Object(result, "details");
        var id = (details is { } told ? ZohoJson.Text(told, "id") : null) ?? sentId;
        return id is null
            ? new WriteOutcome.Unknown(UnknownReason.UnreadableAnswer, "Zoho reported success without the record's id.", status)
            : new WriteOutcome.Done(
                id,
                details is { } times ? ZohoRecord.ReadInstant(ZohoJson.Text(times, "Created_Time")) : null,
                details is { } state ? ZohoJson.Text(state, "$approval_state") : null);
    }

    private static ImmutableArray<WriteOutcome> Each(int count, WriteOutcome outcome) =>
        [.. Enumerable.Repeat(outcome, count)];
}
