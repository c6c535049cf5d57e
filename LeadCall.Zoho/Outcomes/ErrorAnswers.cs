using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LeadCall.Zoho.Transport;

namespace LeadCall.Zoho.Outcomes;

/// <summary>Reads Zoho's errors in all the forms they come in. Pure.</summary>
internal static class ErrorAnswers
{
    /// <summary>The error of a whole request: no answer, a flat object, a single entry in <c>data</c>, HTML, or nothing (FACTS 3.2, 5.4, 6).</summary>
    public static ZohoError OfRequest(ZohoExchange exchange)
    {
        if (exchange.Failure is { } failure && !DecidesByStatus(exchange.Status))
        {
            return OfTransport(failure, exchange.Status);
        }

        var status = exchange.Status ?? 0;
        return ZohoJson.Parse(exchange.Body) is { ValueKind: JsonValueKind.Object } body
            ? OfObject(status, FirstEntry(body) ?? body)
            : Bare(status);
    }

    /// <summary>The error of one entry of <c>data</c>, or a flat error object.</summary>
    public static ZohoError OfObject(int status, JsonElement error)
    {
        var code = CodeOf(error);
        var details = ZohoJson.Object(error, "details");
        var inner = InnerErrors(status, error, details);
        var duplicate = DuplicateOf(code, details) ?? inner.FirstOrDefault(one => one.Duplicate is not null)?.Duplicate;
        var kind = duplicate is not null ? ZohoErrorKind.Duplicate
            : inner.Length > 0 ? inner[0].Kind
            : ZohoErrors.Classify(status, code);
        return new ZohoError(kind, status, code ?? HttpCode(status), MessageOf(error) ?? $"Zoho answered {status}.")
        {
            Field = FieldOf(details) ?? inner.FirstOrDefault(one => one.Field is not null)?.Field,
            MaximumLength = details is { } limits ? ZohoJson.Int(limits, "maximum_length") : null,
            Permissions = Permissions(details),
            Duplicate = duplicate,
            Inner = inner,
            DetailsJson = details?.GetRawText(),
        };
    }

    /// <summary>Without a whole answer these statuses still say that nothing was done.</summary>
    public static bool DecidesByStatus(int? status) => status is 401 or 403 or 429;

    private static ZohoError OfTransport(TransportFailure failure, int? status) => failure.Kind switch
    {
        TransportFailureKind.CircuitOpen => new(ZohoErrorKind.Temporary, status, ZohoErrorCodes.CircuitOpen, failure.Explanation),
        TransportFailureKind.TimedOut => new(ZohoErrorKind.Temporary, status, ZohoErrorCodes.TimedOut, failure.Explanation),
        TransportFailureKind.UnknownServer => new(ZohoErrorKind.UnknownServer, status, ZohoErrorCodes.UnknownServer, failure.Explanation),
        _ => new(ZohoErrorKind.Temporary, status, ZohoErrorCodes.Transport, failure.Explanation),
    };

    private static ZohoError Bare(int status) => new(
        ZohoErrors.Classify(status, null), status, HttpCode(status), $"Zoho answered {status} without a body we can read.");

    private static string HttpCode(int status) => string.Create(CultureInfo.InvariantCulture, $"HTTP_{status}");

    private static JsonElement? FirstEntry(JsonElement body) =>
        ZohoJson.Array(body, "data") is { } data && data.GetArrayLength() > 0 && data[0].ValueKind == JsonValueKind.Object ? data[0] : null;

    // An older form of 429 has the number in "code" and the word in "error" (FACTS 5.4).
    private static string? CodeOf(JsonElement error) =>
        ZohoJson.Property(error, "code") is { ValueKind: JsonValueKind.String } code ? code.GetString() : ZohoJson.Text(error, "error");

    private static string? MessageOf(JsonElement error) =>
        ZohoJson.Text(error, "message") ?? ZohoJson.Text(error, "error_info") ?? ZohoJson.Text(error, "error_description");

    private static string? FieldOf(JsonElement? details) => details is not { } known ? null
        : ZohoJson.Text(known, "api_name") ?? ZohoJson.Text(known, "param_name");

    private static ImmutableArray<string> Permissions(JsonElement? details) =>
        details is { } known && ZohoJson.Array(known, "permissions") is { } names
            ? [.. names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!)]
            : [];

    private static ImmutableArray<ZohoError> InnerErrors(int status, JsonElement error, JsonElement? details)
    {
        var errors = ZohoJson.Array(error, "errors") ?? (details is { } known ? ZohoJson.Array(known, "errors") : null);
        return errors is { } list
            ? [.. list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object).Select(one => OfObject(status, one))]
            : [];
    }

    private static DuplicateRecord? DuplicateOf(string? code, JsonElement? details)
    {
        if (code != "DUPLICATE_DATA" || details is not { } known)
        {
            return null;
        }

        var record = ZohoJson.Object(known, "duplicate_record");
        var id = (record is { } named ? ZohoJson.Text(named, "id") : null) ?? ZohoJson.Text(known, "id");
        return id is null ? null : new DuplicateRecord(id, ModuleOf(record));
    }

    private static string? ModuleOf(JsonElement? record) => record is not { } named ? null
        : ZohoJson.Object(named, "module") is { } module ? ZohoJson.Text(module, "api_name") : ZohoJson.Text(named, "module");
}
