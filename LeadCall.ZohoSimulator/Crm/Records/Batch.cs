using System.Text.Json;

namespace LeadCall.ZohoSimulator.Crm.Records;

/// <summary>What stands beside <c>data</c> in a write (FACTS 3.1).</summary>
internal sealed class Batch
{
    public Batch(JsonElement body)
    {
        Trigger = Texts(body, "trigger");
        DuplicateCheckFields = Texts(body, "duplicate_check_fields") ?? [];
    }

    /// <summary>Null = absent: every automation of the tenant runs; empty = none.</summary>
    public IReadOnlyList<string>? Trigger { get; }

    public IReadOnlyList<string> DuplicateCheckFields { get; }

    private static List<string>? Texts(JsonElement body, string name) =>
        body.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : null;
}
