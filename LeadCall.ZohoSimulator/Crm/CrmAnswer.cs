using System.Text.Json.Nodes;

namespace LeadCall.ZohoSimulator.Crm;

/// <summary>What is sent back: a status and a body; 204 and 304 have none (FACTS 6).</summary>
internal sealed record CrmAnswer(int Status, JsonNode? Body = null)
{
    public static CrmAnswer NoContent { get; } = new(StatusCodes.Status204NoContent);

    public static CrmAnswer NotModified { get; } = new(StatusCodes.Status304NotModified);

    public static CrmAnswer Ok(JsonNode body) => new(StatusCodes.Status200OK, body);

    /// <summary>Headers beside the body.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
