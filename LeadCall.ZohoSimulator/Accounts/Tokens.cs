namespace LeadCall.ZohoSimulator.Accounts;

/// <summary>What a code, refresh token or access token stands for: one client, one user of one organisation, in one data centre.</summary>
internal sealed record Grant(string DataCentre, string Organisation, string UserId, string ClientId, IReadOnlyList<string> Scopes);

internal sealed record AuthorizationCode(string Code, Grant Grant, string RedirectUri, bool WithRefreshToken, DateTimeOffset ExpiresAt);

internal sealed class RefreshToken(string token, Grant grant, DateTimeOffset mintedAt)
{
    public string Token { get; } = token;

    public Grant Grant { get; } = grant;

    public DateTimeOffset MintedAt { get; } = mintedAt;

    /// <summary>Its living access tokens, oldest first.</summary>
    public List<AccessToken> Living { get; } = [];

    /// <summary>When access tokens were minted from it.</summary>
    public List<DateTimeOffset> Mints { get; } = [];
}

internal sealed record AccessToken(string Token, Grant Grant, string? RefreshToken, DateTimeOffset MintedAt, DateTimeOffset ExpiresAt);
