using System.Text.Json;

namespace LeadCall.Demo.Proof;

/// <summary>The ledger by record, and what must never stand in it.</summary>
public sealed class LedgerBook(IReadOnlyList<LedgerFact> entries)
{
    private readonly ILookup<(string Module, string RecordId), LedgerFact> creations =
        entries.Where(entry => entry.Action == LedgerFact.Create).ToLookup(entry => (entry.Module, entry.RecordId));

    public LedgerFact? CreationOf(HeldRecord record) => creations[(record.Module, record.Id)].FirstOrDefault();

    /// <summary>No record is changed or deleted by us (FEATURES E0), and what was made is still there.</summary>
    public IEnumerable<Finding> Findings(IEnumerable<HeldRecord> held)
    {
        var present = held.Select(record => (record.Module, record.Id)).ToHashSet();
        foreach (var entry in entries)
        {
            var about = $"{entry.Module} {entry.RecordId}";
            if (entry.Action != LedgerFact.Create)
            {
                yield return new Finding(FindingKind.Differs, about, null, "ledger", "no update and no delete", entry.Action);
            }
            else if (!present.Contains((entry.Module, entry.RecordId)))
            {
                yield return new Finding(FindingKind.Missing, $"{about} (ledger entry {entry.Number}{Title(entry.Sent)})", null, null, "the record that was made", null);
            }
        }
    }

    private static string Title(JsonElement sent) =>
        sent.ValueKind == JsonValueKind.Object && sent.TryGetProperty("Subject", out var subject) ? $", \"{subject}\"" : "";
}
