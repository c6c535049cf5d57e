using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadCall.ZohoSimulator.Crm;

/// <summary>What is sent back: a status and a body; 204 and 304 have none (FACTS 6).</summary>
/// <param name="Status">0 when nothing is sent.</param>
internal sealed record CrmAnswer(int Status, JsonNode? Body = null)
{
    public const string JsonType = "application/json;charset=UTF-8";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static CrmAnswer NoContent { get; } = new(StatusCodes.Status204NoContent);

    public static CrmAnswer NotModified { get; } = new(StatusCodes.Status304NotModified);

    /// <summary>No answer: the connection is reset.</summary>
    public static CrmAnswer Reset { get; } = new(0) { Delivery = Delivery.Reset };

    /// <summary>No answer: the client waits until it gives up.</summary>
    public static CrmAnswer Silence { get; } = new(0) { Delivery = Delivery.Silence };

    public static CrmAnswer Ok(JsonNode body) => new(StatusCodes.Status200OK, body);

    /// <summary>Headers beside the body.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The same answer with one more header.</summary>
    public CrmAnswer With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };

    /// <summary>Sent in place of <see cref="Body"/>.</summary>
    public RawText? Text { get; init; }

    public Delivery Delivery { get; init; }

    public string? BodyText => Text?.Content ?? Body?.ToJsonString(Json);

    public string ContentType => Text?.ContentType ?? JsonType;
}

/// <summary>A body that is not the API's JSON.</summary>
internal sealed record RawText(string Content, string ContentType);

/// <summary>Whether the client gets the answer.</summary>
internal enum Delivery
{
    Sent,
    Reset,
    Silence,
}
