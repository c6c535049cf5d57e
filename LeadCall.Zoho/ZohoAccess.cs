namespace LeadCall.Zoho;

/// <summary>
/// What a call to Zoho's CRM needs of a connection. The client keeps neither: whoever owns the connection owns its tokens.
/// </summary>
/// <param name="ApiDomain">The connection's <c>api_domain</c>; one that is not in the table of data centres receives nothing.</param>
/// <param name="AccessToken">Sent as <c>Authorization: Zoho-oauthtoken …</c> (FACTS 1.7).</param>
/// <param name="Organisation">Which organisation the token belongs to, by any name that is always the same: trouble is counted for each alone.</param>
public readonly record struct ZohoAccess(string ApiDomain, string AccessToken, string Organisation)
{
    /// <summary>Never shows the token.</summary>
    public override string ToString() => $"{ApiDomain} (token of {AccessToken?.Length ?? 0} characters)";
}
