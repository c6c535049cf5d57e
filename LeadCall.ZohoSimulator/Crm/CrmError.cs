using System.Text.Json.Nodes;

namespace LeadCall.ZohoSimulator.Crm;

/// <summary>One refusal in Zoho's form, for a whole request or for one item (FACTS 3.3, 6).</summary>
internal sealed record CrmError(string Code, string Message, JsonObject Details)
{
    public static CrmError Of(string code, string message, params (string Name, JsonNode? Value)[] details)
    {
        var body = new JsonObject();
        foreach (var (name, value) in details)
        {
            body[name] = value;
        }

        return new CrmError(code, message, body);
    }

    public JsonObject ToJson() => new()
    {
        ["code"] = Code,
        ["details"] = Details.DeepClone(),
        ["message"] = Message,
        ["status"] = "error",
    };

    /// <summary>As the answer to the whole request.</summary>
    public CrmAnswer Flat(int status = StatusCodes.Status400BadRequest) => new(status, ToJson());
}

/// <summary>A refusal of the whole request from deep inside a parser or check; <see cref="CrmPipeline"/> turns it into the answer.</summary>
internal sealed class CrmRefusal(CrmError error, int status = StatusCodes.Status400BadRequest) : Exception(error.Message)
{
    public CrmAnswer Answer { get; } = error.Flat(status);

    public static CrmRefusal Because(string code, string message, params (string Name, JsonNode? Value)[] details) =>
        new(CrmError.Of(code, message, details));
}
