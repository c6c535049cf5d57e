namespace LeadCall.Zoho.DataCentres;

/// <summary>
/// One of Zoho's data centres: where its users sign in and where their CRM answers (FACTS 1.1).
/// </summary>
/// <param name="Location">The word Zoho uses in the OAuth callback's <c>location</c>, in lower case: <c>us</c>, <c>in</c>, …</param>
/// <param name="AccountsServer">Where codes, refresh tokens and our secret may go, and nowhere else.</param>
/// <param name="ApiDomain">Where access tokens may go, and nowhere else.</param>
/// <param name="IsExtra">True for one added by configuration (a simulator), false for one of Zoho's own.</param>
public sealed record ZohoDataCentre(string Location, Uri AccountsServer, Uri ApiDomain, bool IsExtra = false);
