using System.Text.Json;

namespace LeadCall.Storage.Devices;

/// <summary>The column <c>device_assignments.metadata</c>: <c>[{"name": …, "value": …}, …]</c> in the manager's order.</summary>
public static class AssignmentMetadata
{
    public static string Write(IReadOnlyList<AssignmentRow> rows) => JsonSerializer.Serialize(rows, JsonSerializerOptions.Web);

    public static IReadOnlyList<AssignmentRow> Read(string json) => JsonSerializer.Deserialize<AssignmentRow[]>(json, JsonSerializerOptions.Web) ?? [];
}
