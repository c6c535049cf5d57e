using System.Net;

namespace LeadCall.Zoho.Transport;

/// <summary>One request, described so that it can be made anew for each try.</summary>
/// <param name="Operation">Its name in the log, without ids: <c>create Leads</c>.</param>
/// <param name="PathAndQuery">From the server's root: <c>/crm/v8/Leads?…</c>.</param>
internal sealed record ZohoRequest(string Operation, HttpMethod Method, string PathAndQuery)
{
    public string? AccessToken { get; init; }

    public byte[]? Body { get; init; }

    public string MediaType { get; init; } = "application/json";

    public DateTimeOffset? IfModifiedSince { get; init; }

    public HttpRequestMessage ToMessage(Uri server, OnceContent? content)
    {
        var message = new HttpRequestMessage(Method, new Uri(server, PathAndQuery))
        {
            // HTTP/1.1 on purpose: one request per connection at a time makes "did it leave" a plain question.
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", "LeadCall");
        if (AccessToken is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", $"Zoho-oauthtoken {AccessToken}");
        }

        if (IfModifiedSince is { } since)
        {
            // Zoho wants an ISO time here, not the HTTP date of the standard.
            message.Headers.TryAddWithoutValidation("If-Modified-Since", ZohoFormat.DateTime(since));
        }

        return message;
    }
}
