using System.Collections.Immutable;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Proof;

/// <summary>
/// DESIGN 8 told once more, by other code than the one that syncs: which calls are eligible and what each must have become.
/// </summary>
/// <param name="leadMadeFor">The Lead that stands in the CRM for a call's lead step; null when there is none.</param>
public sealed class ExpectedSyncs(TenantRules rules, CallerTruth truth, RefusedOwners refusedOwners, Func<Guid, string?> leadMadeFor)
{
    private static readonly ExpectedError BadOwner = new("INVALID_DATA");

    /// <summary>FEATURES F5's word for a missing right; Zoho's own is kept in the text.</summary>
    private static readonly ExpectedError NoRight = new("PERMISSION_DENIED", ZohosCode: "AUTHORIZATION_FAILED");

    /// <summary>A campaign phone with a source, a call from outside, a number to call back (DESIGN 8, "Eligible").</summary>
    public static bool IsEligible(CallFact call, TenantRules rules)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call is { Role: ChainPhones.Campaign, Source: not null, NumberE164: not null }
            && (call.Direction == CallFact.Inbound || IsMissed(call, rules));
    }

    public static bool IsMissed(CallFact call, TenantRules rules)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(rules);
        return call.Direction == CallFact.Missed || (rules.RejectedCountsAsMissed && call.Direction is "rejected" or "voicemail");
    }

    /// <summary>One expectation for each eligible call.</summary>
    public IEnumerable<ExpectedSync> Of(IEnumerable<CallFact> calls) =>
        from call in calls
        where IsEligible(call, rules)
        group call by call.NumberE164! into sameCaller
        from expected in OfCaller(truth.Of(sameCaller.Key), [.. sameCaller.OrderBy(call => call.StartedAt).ThenBy(call => call.CallId)])
        select expected;

    private IEnumerable<ExpectedSync> OfCaller(Caller caller, ImmutableArray<CallFact> calls) => caller.Kind switch
    {
        CallerKind.Contact => calls.Select(call => Linked(call, caller.RecordId!)),
        CallerKind.Lead => calls.Select(call => DuplicateLead(call, caller.RecordId)),
        CallerKind.Ambiguous => calls.Select(call => Outcome(call, SyncFact.Ambiguous, null, null)),
        _ => OfNewCaller(calls),
    };

    /// <summary>
    /// One call makes the Lead, whichever came first; the others find it. Calls whose Lead Zoho would refuse fail, unless the
    /// Lead was there before them.
    /// </summary>
    private IEnumerable<ExpectedSync> OfNewCaller(ImmutableArray<CallFact> calls)
    {
        var able = calls.Where(call => LeadRefusal(call).IsEmpty).ToImmutableArray();
        var maker = able.FirstOrDefault(call => call.Sync?.Status == SyncFact.Created) ?? able.FirstOrDefault();
        var lead = maker is null ? null : leadMadeFor(maker.CallId);
        foreach (var call in calls)
        {
            var refusal = LeadRefusal(call);
            yield return call == maker
                ? Created(call, lead)
                : !refusal.IsEmpty && (maker is null || call.Sync is { Status: SyncFact.Failed, ErrorStep: WriteFact.Lead })
                    ? Refused(call, [WriteFact.Lead], refusal)
                    : DuplicateLead(call, lead);
        }
    }

    private ExpectedSync Created(CallFact call, string? lead) =>
        Outcome(call, SyncFact.Created, CrmPerson.Leads, lead, [ExpectedRecords.Lead(call, rules), .. Activities(call, CrmPerson.Leads, lead, withCall: true, withTask: true)]);

    private ExpectedSync Linked(CallFact call, string contact) =>
        WithActivities(call, SyncFact.Linked, CrmPerson.Contacts, contact, withCall: true, withTask: true);

    private ExpectedSync DuplicateLead(CallFact call, string? lead)
    {
        var withCall = rules.DuplicateLeadCall == "always" || (rules.DuplicateLeadCall == "own" && truth.Of(call.NumberE164!).Kind == CallerKind.New);
        return WithActivities(call, SyncFact.DuplicateLead, CrmPerson.Leads, lead, withCall, rules.DuplicateLeadTask);
    }

    private ExpectedSync WithActivities(CallFact call, string status, string module, string? recordId, bool withCall, bool withTask)
    {
        var records = Activities(call, module, recordId, withCall, withTask).ToImmutableArray();
        return !records.IsEmpty && HasInactiveOwner(call)
            ? Refused(call, [.. records.Select(record => record.Step)], [BadOwner])
            : Outcome(call, status, module, recordId, records);
    }

    private IEnumerable<ExpectedRecord> Activities(CallFact call, string module, string? recordId, bool withCall, bool withTask)
    {
        if (withCall)
        {
            yield return ExpectedRecords.Call(call, rules, module, recordId);
        }

        if (withTask && rules.TasksEnabled && IsMissed(call, rules))
        {
            yield return ExpectedRecords.Task(call, rules, module, recordId);
        }
    }

    /// <summary>The errors of which Zoho answers one to this call's Lead; empty when it takes it.</summary>
    private ImmutableArray<ExpectedError> LeadRefusal(CallFact call) =>
        HasInactiveOwner(call) ? [BadOwner]
        : call.OwnerId is not null && refusedOwners.WithoutLeads.Contains(call.OwnerId) ? [NoRight]
        : [];

    private bool HasInactiveOwner(CallFact call) => call.OwnerId is not null && refusedOwners.Inactive.Contains(call.OwnerId);

    private static ExpectedSync Refused(CallFact call, ImmutableArray<string> steps, ImmutableArray<ExpectedError> errors) =>
        new(call, SyncFact.Failed, null, null, [], steps, errors);

    private static ExpectedSync Outcome(CallFact call, string status, string? module, string? id, params ImmutableArray<ExpectedRecord> records) =>
        new(call, status, module, id, records, [], []);
}
