using System.Collections.Immutable;

namespace LeadCall.Zoho.OAuth;

/// <summary>How a token request ended. Decided by what the body holds, never by the status alone (FACTS 1.6).</summary>
public abstract record TokenOutcome
{
    private TokenOutcome()
    {
    }

    public sealed record Granted(ZohoTokens Tokens) : TokenOutcome;

    /// <summary>
    /// <c>invalid_code</c>: on an exchange the code is used or too old; on a refresh the connection is dead and the
    /// tenant's admin must connect again.
    /// </summary>
    public sealed record Rejected(string Code) : TokenOutcome;

    /// <summary>Our own configuration is at fault, not the tenant: client id, secret, redirect address, an API server we do not know.</summary>
    /// <param name="Explanation">What is wrong and what the operator must do.</param>
    public sealed record ClientMisconfigured(string Code, string Explanation) : TokenOutcome;

    /// <summary>Too many tokens asked for; asking again inside the window prolongs the lock (FACTS 1.6).</summary>
    /// <param name="RetryAfter">The whole window.</param>
    public sealed record Throttled(TimeSpan RetryAfter) : TokenOutcome;

    /// <summary>Neither yes nor no: 5xx, HTML, a broken connection, an unknown error word. Try again later.</summary>
    public sealed record Temporary(string Code, string Explanation) : TokenOutcome;
}

/// <summary>Tokens as granted.</summary>
/// <param name="RefreshToken">Only on an exchange; a refresh keeps the old one. Null on an exchange means no consent page was shown.</param>
/// <param name="ApiDomain">Checked against the table of data centres.</param>
/// <param name="ExpiresIn">Counted from the answer; treat the token as old some minutes earlier.</param>
/// <param name="Scopes">Empty where Zoho does not tell.</param>
public sealed record ZohoTokens(
    string AccessToken, string? RefreshToken, string ApiDomain, TimeSpan ExpiresIn, ImmutableArray<string> Scopes)
{
    /// <summary>Never shows a token.</summary>
    public override string ToString() => $"tokens for {ApiDomain}, {(RefreshToken is null ? "without" : "with")} a refresh token";
}

/// <summary>How a revocation ended.</summary>
public enum RevokeOutcome
{
    /// <summary>The token works no longer; a refresh token takes its access tokens with it.</summary>
    Revoked,

    /// <summary>Zoho does not know the token: revoked before, or expired. Nothing is left to do.</summary>
    UnknownToken,

    /// <summary>Not done; try again later.</summary>
    Temporary,
}
