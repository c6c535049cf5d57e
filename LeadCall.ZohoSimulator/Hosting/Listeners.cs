using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LeadCall.ZohoSimulator.Hosting;

/// <summary>Binds the ports the data centres ask for, free ones where none is named.</summary>
internal sealed class Listeners(IReadOnlyList<DataCentreOptions> centres)
{
    private readonly Dictionary<(string Location, bool Api), ListenOptions> bound = [];

    public void Bind(KestrelServerOptions kestrel)
    {
        foreach (var centre in centres)
        {
            var accounts = Listen(kestrel, centre.AccountsUrl);
            bound[(centre.Location, false)] = accounts;
            var apiUrl = centre.ApiUrl ?? centre.AccountsUrl;
            bound[(centre.Location, true)] = apiUrl is not null && apiUrl.Port == centre.AccountsUrl?.Port ? accounts : Listen(kestrel, centre.ApiUrl);
        }
    }

    /// <summary>With the ports that were bound in the end.</summary>
    public IReadOnlyList<DataCentre> Bound() =>
        [.. centres.Select(centre => new DataCentre(centre.Location, UrlOf((centre.Location, false)), UrlOf((centre.Location, true))))];

    private static ListenOptions Listen(KestrelServerOptions kestrel, Uri? url)
    {
        ListenOptions? options = null;
        kestrel.Listen(IPAddress.Loopback, url?.Port ?? 0, listen => options = listen);
        return options!;
    }

    private Uri UrlOf((string Location, bool Api) key) => new($"http://127.0.0.1:{bound[key].IPEndPoint!.Port}");
}
