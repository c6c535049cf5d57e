using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace LeadCall.Zoho.DataCentres;

/// <summary>
/// The data centres we speak to: Zoho's own (FACTS 1.1) and those an operator added. A server outside this table never
/// receives a code, a secret or a token (FEATURES A3).
/// </summary>
public sealed class ZohoDataCentres
{
    /// <summary>Zoho's own. The API host of <c>uk</c> is agreed among integrators but not confirmed by Zoho.</summary>
    public static ImmutableArray<ZohoDataCentre> Zohos { get; } =
    [
        Zoho("us", "accounts.zoho.com", "www.zohoapis.com"),
        Zoho("eu", "accounts.zoho.eu", "www.zohoapis.eu"),
        Zoho("in", "accounts.zoho.in", "www.zohoapis.in"),
        Zoho("au", "accounts.zoho.com.au", "www.zohoapis.com.au"),
        Zoho("jp", "accounts.zoho.jp", "www.zohoapis.jp"),
        Zoho("cn", "accounts.zoho.com.cn", "www.zohoapis.com.cn"),
        Zoho("ca", "accounts.zohocloud.ca", "www.zohoapis.ca"),
        Zoho("sa", "accounts.zoho.sa", "www.zohoapis.sa"),
        Zoho("uk", "accounts.zoho.uk", "www.zohoapis.uk"),
    ];

    public ZohoDataCentres(IOptions<ZohoOptions> options)
        : this(Zohos.AddRange(options?.Value.ReadExtraDataCentres() ?? throw new ArgumentNullException(nameof(options))))
    {
    }

    public ZohoDataCentres(IEnumerable<ZohoDataCentre> all) => All = [.. all];

    public ImmutableArray<ZohoDataCentre> All { get; }

    /// <summary>By the callback's <c>location</c>; exact, lower case.</summary>
    public bool TryFind(string? location, [NotNullWhen(true)] out ZohoDataCentre? dataCentre) =>
        First(known => known.Location == location, out dataCentre);

    /// <summary>By the <c>api_domain</c> of a token answer or of a stored connection; exact.</summary>
    public bool TryFindByApiDomain(string? apiDomain, [NotNullWhen(true)] out ZohoDataCentre? dataCentre) =>
        First(known => ZohoHosts.IsExactly(apiDomain, known.ApiDomain), out dataCentre);

    /// <summary>
    /// By both words of the callback. <paramref name="accountsServer"/> must be the table's own host for
    /// <paramref name="location"/>: a pair that disagrees is refused, whichever of the two is wrong.
    /// </summary>
    public bool TryFindByCallback(string? location, string? accountsServer, [NotNullWhen(true)] out ZohoDataCentre? dataCentre) =>
        First(known => known.Location == location && ZohoHosts.IsExactly(accountsServer, known.AccountsServer), out dataCentre);

    private bool First(Func<ZohoDataCentre, bool> matches, [NotNullWhen(true)] out ZohoDataCentre? dataCentre)
    {
        dataCentre = All.FirstOrDefault(matches);
        return dataCentre is not null;
    }

    private static ZohoDataCentre Zoho(string location, string accountsHost, string apiHost) =>
        new(location, new Uri($"https://{accountsHost}"), new Uri($"https://{apiHost}"));
}
