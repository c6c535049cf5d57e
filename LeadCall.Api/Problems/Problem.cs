using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadCall.Api.Problems;

/// <summary>A refusal, as RFC 9457 problem details with a stable <see cref="Code"/> for programs.</summary>
/// <param name="Code">Stable; documented in docs/api.md.</param>
/// <param name="Title">The same sentence for every refusal of this code.</param>
/// <param name="Mark">What the phone does with what it sent (FEATURES D1).</param>
/// <param name="Detail">Why here, and what to do.</param>
/// <param name="RetryAfter">Sent as the Retry-After header, in whole seconds.</param>
internal sealed record Problem(int Status, string Code, string Title, Mark Mark, string Detail, TimeSpan? RetryAfter = null) : IResult
{
    private const string ContentType = "application/problem+json";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        }

        var body = new ProblemBody($"urn:leadcall:problem:{Code}", Title, Status, Detail, Code, Mark);
        response.ContentType = ContentType;
        return JsonSerializer.SerializeAsync(response.Body, body, ApiJson.Default.ProblemBody, httpContext.RequestAborted);
    }
}

/// <summary>What a phone does with the calls it sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Mark>))]
internal enum Mark
{
    /// <summary>Settled: delete them from the phone's queue.</summary>
    [JsonStringEnumMemberName("final")]
    Final,

    /// <summary>Send the same again after a pause (Retry-After, else with growing pauses).</summary>
    [JsonStringEnumMemberName("retry")]
    Retry,

    /// <summary>Keep them; sending again helps only after a person has changed something.</summary>
    [JsonStringEnumMemberName("keep")]
    Keep,
}

/// <summary>On the wire.</summary>
internal sealed record ProblemBody(string Type, string Title, int Status, string Detail, string Code, Mark Mark);
