using System.Collections.Immutable;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Proof;

/// <summary>
/// Puts three accounts side by side, call by call: what DESIGN 8 asks for, what our database says was done, and what the CRM
/// holds. A pure function: the same facts give the same findings.
/// </summary>
public static class Comparison
{
    /// <returns>Every record that is missing, extra, double or different, and every eligible call that is not finished; empty = all is equal.</returns>
    public static ImmutableArray<Finding> Of(IReadOnlyCollection<CallFact> calls, TenantRules rules, IEnumerable<CrmPerson> people, CrmFacts crm)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(crm);
        var seeded = SeededPeople.Find(people, crm.Held);
        var attributed = new AttributedRecords(calls, seeded.Others);
        var expected = new ExpectedSyncs(rules, new CallerTruth(seeded.Known), crm.RefusedOwners, LeadMadeFor).Of(calls).ToArray();
        var ledger = new LedgerBook(crm.Ledger);
        return
        [
            .. seeded.Findings,
            .. attributed.Findings,
            .. from call in calls where !ExpectedSyncs.IsEligible(call, rules) from finding in Ineligible(call) select finding,
            .. from sync in expected from finding in SyncComparison.Of(sync) select finding,
            .. from sync in expected where sync.Call.Sync is not { Status: SyncFact.Pending } from finding in RecordComparison.Of(sync, attributed, ledger, rules) select finding,
            .. Unasked(expected, attributed, calls),
            .. ledger.Findings(crm.Held),
        ];

        string? LeadMadeFor(Guid callId) => attributed.Of(callId, WriteFact.Lead).FirstOrDefault()?.Id;
    }

    private static IEnumerable<Finding> Ineligible(CallFact call)
    {
        if (call.Sync is not null)
        {
            yield return new Finding(FindingKind.Differs, call.ToString(), null, "sync", "none: the call is not eligible", call.Sync.Status);
        }

        if (call.IneligibleReason is null)
        {
            yield return new Finding(FindingKind.Differs, call.ToString(), null, "ineligible_reason", "why it is not synced", "nothing");
        }
    }

    /// <summary>Records that carry the ref of a call which should not have made them.</summary>
    private static IEnumerable<Finding> Unasked(ExpectedSync[] expected, AttributedRecords attributed, IEnumerable<CallFact> calls)
    {
        var asked = expected.SelectMany(sync => sync.Records.Select(record => (sync.Call.CallId, record.Step))).ToHashSet();
        var names = calls.ToDictionary(call => call.CallId, call => call.ToString());
        return from step in attributed.Steps
               where !asked.Contains(step)
               from record in attributed.Of(step.CallId, step.Step)
               select new Finding(FindingKind.Extra, $"{AttributedRecords.Name(record)} of {names[step.CallId]}", step.Step, null, null, "DESIGN 8 does not ask for it");
    }
}
