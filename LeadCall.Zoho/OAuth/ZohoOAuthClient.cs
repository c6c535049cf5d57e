using System.Text;
using LeadCall.Zoho.DataCentres;
using LeadCall.Zoho.Transport;
using Microsoft.Extensions.Options;

namespace LeadCall.Zoho.OAuth;

/// <summary>
/// Zoho's accounts servers: consent, tokens, revocation (FACTS 1). Nothing is retried here: tokens are counted, and the
/// owner of a connection knows when to ask again.
/// </summary>
public sealed class ZohoOAuthClient
{
    private readonly ZohoTransport transport;
    private readonly IOptions<ZohoOptions> options;

    internal ZohoOAuthClient(ZohoTransport transport, IOptions<ZohoOptions> options) => (this.transport, this.options) = (transport, options);

    /// <summary>
    /// Where to send a browser for consent. Always asks for a refresh token and for the consent page, without which a user
    /// who agreed before gets none (FACTS 1.2).
    /// </summary>
    /// <param name="dataCentre">For Zoho itself start at <c>us</c>: Zoho moves the user home and says so in the callback.</param>
    /// <returns>Null while no client id is configured for this data centre.</returns>
    public Uri? AuthorizationUrl(ZohoDataCentre dataCentre, IEnumerable<string> scopes, Uri redirectUri, string state)
    {
        ArgumentNullException.ThrowIfNull(dataCentre);
        ArgumentNullException.ThrowIfNull(redirectUri);
        if (ClientOf(dataCentre) is not { } client)
        {
            return null;
        }

        var query = new QueryText("response_type", "code");
        query.Add("client_id", client.Id);
        query.Add("redirect_uri", redirectUri.OriginalString);
        query.Add("scope", string.Join(',', scopes));
        query.Add("access_type", "offline");
        query.Add("prompt", "consent");
        query.Add("state", state);
        return new Uri(dataCentre.AccountsServer, $"/oauth/v2/auth{query}");
    }

    /// <summary>Trades the callback's code for tokens; codes live a minute or two and work once (FACTS 1.3).</summary>
    /// <param name="redirectUri">Exactly as in <see cref="AuthorizationUrl"/>.</param>
    public Task<TokenOutcome> ExchangeCode(ZohoDataCentre dataCentre, string code, Uri redirectUri, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(redirectUri);
        return RequestTokens(
            dataCentre, "exchange code",
            [new("grant_type", "authorization_code"), new("redirect_uri", redirectUri.OriginalString), new("code", code)], cancellationToken);
    }

    /// <summary>A new access token. At most ten in ten minutes per refresh token: one owner, one at a time (FACTS 1.5).</summary>
    public Task<TokenOutcome> Refresh(ZohoDataCentre dataCentre, string refreshToken, CancellationToken cancellationToken) =>
        RequestTokens(
            dataCentre, "refresh token", [new("grant_type", "refresh_token"), new("refresh_token", refreshToken)], cancellationToken);

    /// <summary>Ends a refresh token with its access tokens, or one access token (FACTS 1.7).</summary>
    public async Task<RevokeOutcome> Revoke(ZohoDataCentre dataCentre, string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataCentre);
        var request = new ZohoRequest("revoke token", HttpMethod.Post, $"/oauth/v2/token/revoke{new QueryText("token", token)}");
        var exchange = await transport.SendRead(ZohoTarget.Accounts(dataCentre), ZohoPatience.ReadOnce, request, cancellationToken);
        return exchange switch
        {
            { Failure: not null } => RevokeOutcome.Temporary,
            { Status: 400 or 404 } => RevokeOutcome.UnknownToken,
            { Status: 200 } when ZohoJson.Parse(exchange.Body) is { } body => OfBody(body),
            _ => RevokeOutcome.Temporary,
        };
    }

    private static RevokeOutcome OfBody(System.Text.Json.JsonElement body) =>
        ZohoJson.Text(body, "status") == "success" ? RevokeOutcome.Revoked
        : ZohoJson.Text(body, "error") is "invalid_code" or "invalid_token" ? RevokeOutcome.UnknownToken
        : RevokeOutcome.Temporary;

    private async Task<TokenOutcome> RequestTokens(
        ZohoDataCentre dataCentre, string operation, KeyValuePair<string, string>[] grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataCentre);
        if (ClientOf(dataCentre) is not { } client)
        {
            return new TokenOutcome.ClientMisconfigured(
                "CLIENT_NOT_CONFIGURED",
                $"No client id and secret are configured for Zoho's data centre {dataCentre.Location}. "
                + "Register a client in Zoho's API console and set ClientId and ClientSecret.");
        }

        var form = grant.Append(new("client_id", client.Id)).Append(new("client_secret", client.Secret));
        var request = new ZohoRequest(operation, HttpMethod.Post, "/oauth/v2/token")
        {
            MediaType = "application/x-www-form-urlencoded",
            Body = Encoding.ASCII.GetBytes(string.Join('&', form.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))),
        };
        var exchange = await transport.SendRead(ZohoTarget.Accounts(dataCentre), ZohoPatience.ReadOnce, request, cancellationToken);
        return TokenAnswers.Judge(exchange, dataCentre);
    }

    /// <summary>An extra data centre is not Zoho: it gets its own client or none, never the one registered at Zoho.</summary>
    private (string Id, string Secret)? ClientOf(ZohoDataCentre dataCentre)
    {
        var own = options.Value.DataCentreClients.GetValueOrDefault(dataCentre.Location);
        var id = own?.ClientId ?? (dataCentre.IsExtra ? null : options.Value.ClientId);
        var secret = own?.ClientSecret ?? (dataCentre.IsExtra ? null : options.Value.ClientSecret);
        return string.IsNullOrEmpty(id) || string.IsNullOrEmpty(secret) ? null : (id, secret);
    }
}
