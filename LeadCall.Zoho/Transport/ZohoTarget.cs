using LeadCall.Zoho.DataCentres;

namespace LeadCall.Zoho.Transport;

/// <summary>Where a request goes, and for whom.</summary>
/// <param name="Organisation">Null at the accounts server, which is asked for tokens before it is known whose they are.</param>
internal sealed record ZohoTarget(ZohoDataCentre DataCentre, ZohoServer Server, string? Organisation)
{
    public static ZohoTarget Accounts(ZohoDataCentre dataCentre) => new(dataCentre, ZohoServer.Accounts, null);

    public Uri Root => Server == ZohoServer.Accounts ? DataCentre.AccountsServer : DataCentre.ApiDomain;
}

/// <summary>The two servers of a data centre; one may be in trouble without the other.</summary>
internal enum ZohoServer
{
    Accounts,
    Api,
}

internal enum ZohoPatience
{
    Write,

    /// <summary>Time-out of a read, no retry: token requests, which count against a limit.</summary>
    ReadOnce,
    ReadWithRetry,
}
