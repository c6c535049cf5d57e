using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.Crm;

namespace LeadCall.ZohoSimulator.Hosting;

/// <summary>Carries HTTP to the CRM's stages and back.</summary>
internal sealed class CrmEndpoint(DataCentres centres, CrmPipeline pipeline, RequestLog log, TimeProvider clock)
{
    private const int MaximumBody = 10 * 1024 * 1024;
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        await Write(http, answer);
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
            RequestId = "r" + number.ToString(CultureInfo.InvariantCulture),
            DataCentre = centre.Location,
            Method = http.Request.Method.ToUpperInvariant(),
            Path = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[2..],
            Query = http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal),
            Headers = http.Request.Headers,
            RawBody = body.ToArray(),
        };
    }

    private static async Task Write(HttpContext http, CrmAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }

        if (answer.Body is not null)
        {
            http.Response.ContentType = "application/json;charset=UTF-8";
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer.Body.ToJsonString(Json)), http.RequestAborted);
        }
    }

    public static void Limit(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel) => kestrel.Limits.MaxRequestBodySize = MaximumBody;
}
