using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using LeadCall.ZohoSimulator.Accounts;
using LeadCall.ZohoSimulator.Crm.Schema;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm;

/// <summary>One request on its way through the stages; each stage fills in what it finds out.</summary>
internal sealed class CrmCall
{
    /// <summary>Its number in the request log.</summary>
    public required long Number { get; init; }

    /// <summary>The same, as the ledger names it.</summary>
    public string RequestId => "r" + Number.ToString(CultureInfo.InvariantCulture);

    public required string DataCentre { get; init; }

    public required string Method { get; init; }

    /// <summary>Below <c>/crm/v8</c>, in segments.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>A copy: a late write reads them after the connection is gone.</summary>
    public required IHeaderDictionary Headers { get; init; }

    /// <summary>The body's bytes; empty when there was none.</summary>
    public required ReadOnlyMemory<byte> RawBody { get; init; }

    /// <summary>Set by <see cref="Stages.Authentication"/>.</summary>
    public AccessToken Token { get; set; } = null!;

    public Organisation Organisation { get; set; } = null!;

    public CrmUser User { get; set; } = null!;

    /// <summary>Set by <see cref="Stages.Routing"/>.</summary>
    public CrmOperation Operation { get; set; } = null!;

    public IReadOnlyDictionary<string, string> PathValues { get; set; } = new Dictionary<string, string>();

    public ModuleSchema? Schema { get; set; }

    /// <summary>The schema of an operation that has a module.</summary>
    public ModuleSchema Module => Schema ?? throw new InvalidOperationException($"{Operation.Template} has no module.");

    public bool TryQuery(string name, [NotNullWhen(true)] out string? value) => Query.TryGetValue(name, out value) && value.Length > 0;

    /// <summary>The body as a JSON object.</summary>
    /// <exception cref="CrmRefusal">It is no JSON object.</exception>
    public JsonElement JsonBody()
    {
        try
        {
            using var document = JsonDocument.Parse(RawBody);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw CrmRefusal.Because("INVALID_DATA", "body", ("expected_data_type", "jsonobject"));
        }
        catch (JsonException)
        {
            throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("expected_data_type", "jsonobject"));
        }
    }
}
