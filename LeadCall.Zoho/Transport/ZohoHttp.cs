using System.Collections.Concurrent;
using LeadCall.Zoho.DataCentres;
using Microsoft.Extensions.Options;

namespace LeadCall.Zoho.Transport;

/// <summary>
/// One connection pool per data centre, for the life of the process. Not an HttpClientFactory: its message log would show
/// query strings (a revoked token travels in one), its handlers rotate for DNS where <c>PooledConnectionLifetime</c> already
/// does it, and an HttpClient adds a time-out and a buffer of its own where the pipelines already decide.
/// </summary>
internal sealed class ZohoHttp(IOptions<ZohoOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<HttpMessageInvoker>> pools = new(StringComparer.Ordinal);

    public HttpMessageInvoker For(ZohoDataCentre dataCentre) =>
        pools.GetOrAdd(dataCentre.Location, _ => new(() => new HttpMessageInvoker(CreateHandler(dataCentre)))).Value;

    public void Dispose()
    {
        foreach (var pool in pools.Values.Where(pool => pool.IsValueCreated))
        {
            pool.Value.Dispose();
        }
    }

    private SocketsHttpHandler CreateHandler(ZohoDataCentre dataCentre) => new()
    {
        // A redirect would carry a token to another server, or repeat a write.
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !dataCentre.ApiDomain.IsLoopback,
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        ConnectTimeout = options.Value.ConnectTimeout,
        MaxConnectionsPerServer = options.Value.MaxConnectionsPerHost,
        PooledConnectionIdleTimeout = options.Value.IdleConnectionTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // Zoho has no use for our trace ids.
        ActivityHeadersPropagator = null,
    };
}
