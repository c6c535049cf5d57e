using System.Collections.Immutable;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.Proof;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>
/// A tenant after the soak: every call its phones had is stored once and attributed to what they stood for, database and CRM agree call by
/// call, and whatever stands in the CRM's ledger stands there once. Pure.
/// </summary>
internal static class SoakCheck
{
    /// <param name="acts">What the tenant's people did in the CRM meanwhile.</param>
    public static ImmutableArray<Finding> Of(
        SoakTenant tenant, DemoDay day, ImmutableArray<CallFact> calls, TenantRules rules, CrmFacts crm, IReadOnlyDictionary<string, string> userIdByEmail,
        IEnumerable<PlannedAct> acts)
    {
        var touched = new TouchedPart(tenant, calls);
        var (strictly, loosely) = (touched.Without(crm), touched.Of(crm));
        return
        [
            .. DayCheck.Of(day, calls, userIdByEmail),
            .. NotPlanned(day, calls),
            .. Comparison.Of([.. calls.Where(call => !touched.Has(call))], rules, tenant.Crm.People, strictly),
            .. StepsDoneTwice(strictly.Ledger),
            .. SecondLeads(strictly.Ledger),
            .. new TouchedCheck(rules, loosely.Ledger, acts).Of(calls.Where(touched.Has)),
        ];
    }

    private static IEnumerable<Finding> NotPlanned(DemoDay day, ImmutableArray<CallFact> calls)
    {
        var planned = day.Calls.Select(call => (day.PhoneOf(call).InstallId, call.StartedAt, DayCheck.Word(call.Type), call.NumberRaw)).ToHashSet();
        return from call in calls
               where !planned.Contains((call.InstallId, call.ReportedStartedAt, call.Direction, call.NumberRaw))
               select new Finding(FindingKind.Double, call.ToString(), null, null, null, "no phone had such a call");
    }

    /// <summary>Also where one of the two records is gone since.</summary>
    private static IEnumerable<Finding> StepsDoneTwice(IEnumerable<LedgerFact> ledger) =>
        from entry in ledger
        where entry.Action == LedgerFact.Create
        group entry by (entry.Module, Ref: LeadCallRef.Of(entry.Sent)) into step
        where step.Key.Ref is not null && step.Count() > 1
        select new Finding(
            FindingKind.Double, $"LeadCall ref {step.Key.Ref}", null, "ledger", $"one record in {step.Key.Module}", string.Join(" and ", step.Select(entry => entry.RecordId)));

    private static IEnumerable<Finding> SecondLeads(IEnumerable<LedgerFact> ledger) =>
        from entry in ledger
        where entry is { Action: LedgerFact.Create, Module: CrmPerson.Leads }
        group entry by entry.Sent.GetProperty("Phone").GetString() into lead
        where lead.Count() > 1
        select new Finding(FindingKind.Double, $"the caller {lead.Key}", WriteFact.Lead, null, "one Lead", string.Join(" and ", lead.Select(entry => entry.RecordId)));
}
