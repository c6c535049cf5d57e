using System.Text.Json;

namespace LeadCall.Demo.Proof;

/// <summary>A record the CRM holds now.</summary>
public sealed record HeldRecord(string Module, string Id, JsonElement Fields)
{
    public string? Text(string field) =>
        Fields.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Something done to a record through Zoho's API, as the simulator's ledger has it.</summary>
/// <param name="Action"><c>create</c>, <c>update</c>, <c>delete</c> or <c>link</c>.</param>
/// <param name="RunsWorkflows">False only when the request said <c>trigger: []</c> (FACTS 3.1).</param>
/// <param name="Sent">The item as it was sent.</param>
public sealed record LedgerFact(long Number, string Action, string Module, string RecordId, bool RunsWorkflows, JsonElement Sent)
{
    public const string Create = "create";
}

/// <summary>All that the simulator shows of the tenant's organisation.</summary>
public sealed record CrmFacts(IReadOnlyList<HeldRecord> Held, IReadOnlyList<LedgerFact> Ledger, RefusedOwners RefusedOwners);

/// <summary>Ids of the Zoho users that a new record cannot be given to.</summary>
/// <param name="Inactive">Not a record of any kind.</param>
/// <param name="WithoutLeads">Not a Lead: they may not create any.</param>
public sealed record RefusedOwners(IReadOnlySet<string> Inactive, IReadOnlySet<string> WithoutLeads);
