using System.Collections.Immutable;
using System.Text.Json;
using LeadCall.Demo.Proof;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>Which calls, records and ledger entries belong to numbers that people are planned to work on, whether they did or not.</summary>
internal sealed class TouchedPart
{
    private readonly ImmutableHashSet<string> numbers;
    private readonly ImmutableHashSet<string> refs;

    public TouchedPart(SoakTenant tenant, IEnumerable<CallFact> calls)
    {
        numbers = [.. tenant.Acts.Select(act => act.Number)];
        refs = [.. calls.Where(Has).SelectMany(call => call.Writes).Select(write => write.Ref).OfType<string>()];
    }

    public bool Has(CallFact call) => call.NumberE164 is { } number && numbers.Contains(number);

    public CrmFacts Of(CrmFacts crm) => crm with { Held = [.. crm.Held.Where(Has)], Ledger = [.. crm.Ledger.Where(Has)] };

    public CrmFacts Without(CrmFacts crm) => crm with { Held = [.. crm.Held.Where(record => !Has(record))], Ledger = [.. crm.Ledger.Where(entry => !Has(entry))] };

    private bool Has(HeldRecord record) => Has(record.Fields);

    private bool Has(LedgerFact entry) => Has(entry.Sent);

    private bool Has(JsonElement fields) =>
        (LeadCallRef.Of(fields) is { } found && refs.Contains(found))
        || (fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty("Phone", out var phone) && phone.ValueKind == JsonValueKind.String && numbers.Contains(phone.GetString()!));
}
