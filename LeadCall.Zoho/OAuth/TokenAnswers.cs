using System.Collections.Immutable;
using System.Text.Json;
using LeadCall.Zoho.DataCentres;
using LeadCall.Zoho.Transport;

namespace LeadCall.Zoho.OAuth;

/// <summary>Reads what the accounts server answers. Pure (FACTS 1.4, 1.6).</summary>
internal static class TokenAnswers
{
    /// <summary>The window in which Zoho counts tokens of one refresh token (FACTS 1.5).</summary>
    public static readonly TimeSpan ThrottleWindow = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(1);

    public static TokenOutcome Judge(ZohoExchange exchange, ZohoDataCentre dataCentre)
    {
        if (exchange.Failure is { } failure)
        {
            return new TokenOutcome.Temporary(failure.Kind.ToString(), failure.Explanation);
        }

        if (ZohoJson.Parse(exchange.Body) is not { ValueKind: JsonValueKind.Object } body)
        {
            return exchange.Status == 429
                ? new TokenOutcome.Throttled(ThrottleWindow)
                : new TokenOutcome.Temporary($"HTTP_{exchange.Status}", $"Zoho's accounts server answered {exchange.Status} with a body we cannot read.");
        }

        return ZohoJson.Text(body, "access_token") is { Length: > 0 } accessToken
            ? Granted(body, accessToken, dataCentre)
            : Refused(exchange.Status, ZohoJson.Text(body, "error"), dataCentre);
    }

    private static TokenOutcome Granted(JsonElement body, string accessToken, ZohoDataCentre dataCentre)
    {
        var apiDomain = ZohoJson.Text(body, "api_domain") ?? ZohoHosts.Origin(dataCentre.ApiDomain);
        if (!ZohoHosts.IsExactly(apiDomain, dataCentre.ApiDomain))
        {
            return new TokenOutcome.ClientMisconfigured(
                "UNKNOWN_API_DOMAIN",
                $"Zoho's data centre {dataCentre.Location} named an API server that is not the one we know ({ZohoHosts.Origin(dataCentre.ApiDomain)}). "
                + "The tokens were thrown away. If Zoho has moved, update LeadCall.");
        }

        return new TokenOutcome.Granted(new ZohoTokens(
            accessToken,
            ZohoJson.Text(body, "refresh_token"),
            ZohoHosts.Origin(dataCentre.ApiDomain),
            ZohoJson.Int(body, "expires_in") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : UsualLife,
            Scopes(ZohoJson.Text(body, "scope"))));
    }

    private static ImmutableArray<string> Scopes(string? scope) =>
        [.. (scope ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static TokenOutcome Refused(int? status, string? error, ZohoDataCentre dataCentre) => (status, Normal(error)) switch
    {
        (429, _) or (_, "access_denied") => new TokenOutcome.Throttled(ThrottleWindow),
        (_, "invalid_code") => new TokenOutcome.Rejected("invalid_code"),
        (_, "invalid_client") => new TokenOutcome.ClientMisconfigured(
            "invalid_client",
            $"Zoho does not know our client id in data centre {dataCentre.Location}. Check ClientId, and switch the data centre on for this client in Zoho's API console."),
        (_, "invalid_client_secret") => new TokenOutcome.ClientMisconfigured(
            "invalid_client_secret",
            $"Zoho refuses our client secret in data centre {dataCentre.Location}. Check ClientSecret; if the API console shows another one there, set DataCentreClients:{dataCentre.Location}:ClientSecret."),
        (_, "invalid_redirect_uri") => new TokenOutcome.ClientMisconfigured(
            "invalid_redirect_uri", "Zoho does not know our redirect address. Register exactly this address for the client in Zoho's API console."),
        (_, null) => new TokenOutcome.Temporary($"HTTP_{status}", $"Zoho's accounts server answered {status} without a token or a reason."),
        (_, var other) => new TokenOutcome.Temporary(other, $"Zoho's accounts server answered {status}: {other}."),
    };

    // "Access Denied", "access_denied": both are seen.
    private static string? Normal(string? error) =>
        error is null ? null : error.Length > 60 ? "unknown_error" : error.Trim().Replace(' ', '_').ToLowerInvariant();
}
