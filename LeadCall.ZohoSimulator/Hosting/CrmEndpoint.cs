using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.Crm;
using Microsoft.Extensions.Primitives;

namespace LeadCall.ZohoSimulator.Hosting;

/// <summary>Carries HTTP to the CRM's stages and back.</summary>
internal sealed class CrmEndpoint(DataCentres centres, CrmPipeline pipeline, RequestLog log, TimeProvider clock, CancellationToken stopping)
{
    private const int MaximumBody = 10 * 1024 * 1024;

    public async Task Handle(HttpContext http)
    {
        var started = clock.GetTimestamp();
        var at = clock.GetUtcNow();
        var entry = log.Begin(at, http.Request.Method, http.Request.Path);
        var call = await Read(http, entry.Number);
        var answer = call is null
            ? CrmError.Of("INVALID_HOST", "the request was sent to a wrong host").Flat()
            : await pipeline.Run(call, http.RequestAborted);
        log.End(entry, clock.GetElapsedTime(started), answer.Status, call);
        await Wire.Send(http, answer, stopping);
    }

    private async Task<CrmCall?> Read(HttpContext http, long number)
    {
        if (centres.ByApiPort(http.Connection.LocalPort) is not { } centre)
        {
            return null;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return new CrmCall
        {
            Number = number,
            DataCentre = centre.Location,
            Method = http.Request.Method.ToUpperInvariant(),
            Path = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[2..],
            Query = http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal),
            Headers = new HeaderDictionary(new Dictionary<string, StringValues>(http.Request.Headers, StringComparer.OrdinalIgnoreCase)),
            RawBody = body.ToArray(),
        };
    }

    public static void Limit(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel) => kestrel.Limits.MaxRequestBodySize = MaximumBody;
}
