using System.Collections.Immutable;
using LeadCall.Demo.Proof;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>
/// Calls of numbers whose records people worked on. What each becomes depends on who was first; this holds whoever was: every call ends, each
/// step is done once and stands in our database as it does in the CRM's ledger, and no Lead is made beside one that is there. Pure.
/// </summary>
/// <param name="acts">What people did, in that organisation.</param>
internal sealed class TouchedCheck(TenantRules rules, IEnumerable<LedgerFact> ledger, IEnumerable<PlannedAct> acts)
{
    private const string RecordGone = "RECORD_GONE";
    private const string RefusedWithoutReason = "HTTP_400";

    private readonly ILookup<string?, LedgerFact> made = ledger.Where(entry => entry.Action == LedgerFact.Create).ToLookup(entry => LeadCallRef.Of(entry.Sent));
    private readonly ILookup<string, PlannedAct> acts = acts.SelectMany(act => new[] { act.Number, act.Other }.OfType<string>().Select(number => (number, act)))
        .ToLookup(pair => pair.number, pair => pair.act);

    public IEnumerable<Finding> Of(IEnumerable<CallFact> calls)
    {
        foreach (var caller in calls.GroupBy(call => call.NumberE164!))
        {
            var own = caller.ToImmutableArray();
            foreach (var finding in own.SelectMany(call => (IEnumerable<Finding>)[.. Ended(call), .. call.Writes.SelectMany(write => Once(call, write))]))
            {
                yield return finding;
            }

            var leads = own.SelectMany(call => call.Writes).Where(write => write.Step == WriteFact.Lead).SelectMany(write => made[write.Ref]).ToArray();
            if (leads.Length > 1 + acts[caller.Key].Count())
            {
                yield return new Finding(
                    FindingKind.Double, $"the caller {caller.Key}", WriteFact.Lead, null, $"at most {1 + acts[caller.Key].Count()} Leads ({Done(caller.Key)})",
                    string.Join(" and ", leads.Select(lead => lead.RecordId)));
            }
        }
    }

    private IEnumerable<Finding> Ended(CallFact call)
    {
        var about = $"{call} ({Done(call.NumberE164!)})";
        if (call.Sync is not { } sync)
        {
            yield return new Finding(FindingKind.Lost, about, null, "sync", "a row", "none");
        }
        else if (sync.Status == SyncFact.Pending)
        {
            yield return new Finding(FindingKind.NotTerminal, about, null, "status", "an end", $"pending {sync.ErrorCode}".Trim());
        }
        else if (sync.Status == SyncFact.Failed && !MayFail(sync, call.NumberE164!))
        {
            yield return new Finding(FindingKind.Differs, about, sync.ErrorStep, "status", "no failure", $"{sync.ErrorCode} ({sync.ErrorText})");
        }
        else if (sync.Status != SyncFact.Failed)
        {
            foreach (var step in Asked(call, sync).Where(step => !call.Writes.Any(write => write.Step == step && write.State == "done")))
            {
                yield return new Finding(FindingKind.Missing, about, step, "zoho_writes", $"done, for {sync.Status}", call.Writes.FirstOrDefault(write => write.Step == step)?.State ?? "no row");
            }
        }
    }

    /// <summary>
    /// A Lead that was removed before LeadCall could find it again may be made once more; a Call or Task never. Or its call found another
    /// record of the number by then.
    /// </summary>
    private IEnumerable<Finding> Once(CallFact call, WriteFact write)
    {
        var about = $"{call} ({Done(call.NumberE164!)})";
        var records = made[write.Ref].Select(entry => entry.RecordId).ToArray();
        var most = 1 + (write.Step == WriteFact.Lead ? acts[call.NumberE164!].Count(Removes) : 0);
        if (records.Length > most)
        {
            yield return new Finding(FindingKind.Double, about, write.Step, "ledger", "one record", string.Join(" and ", records));
        }

        if (write.State == "done" && !records.Contains(write.RecordId))
        {
            yield return new Finding(FindingKind.Differs, about, write.Step, "zoho_writes", string.Join(" or ", records), write.RecordId ?? "nothing");
        }

        if (write.State != "done" && records.Length > 0 && call.Sync is not { Status: SyncFact.Failed or SyncFact.Pending } && !WentElsewhere(call, write))
        {
            yield return new Finding(FindingKind.Extra, about, write.Step, "ledger", $"nothing: the row is {write.State}", string.Join(" and ", records));
        }
    }

    private ImmutableArray<string> Asked(CallFact call, SyncFact sync)
    {
        var task = ExpectedSyncs.IsMissed(call, rules) && rules.TasksEnabled;
        return sync.Status switch
        {
            SyncFact.Created => [WriteFact.Lead, WriteFact.Call, .. task ? [WriteFact.Task] : (string[])[]],
            SyncFact.Linked => [WriteFact.Call, .. task ? [WriteFact.Task] : (string[])[]],
            SyncFact.DuplicateLead when task && rules.DuplicateLeadTask => [WriteFact.Task],
            _ => [],
        };
    }

    /// <summary>
    /// The record is gone and nobody else has the number; or Zoho refused to write onto a record that people had changed, and its reason was
    /// torn on the way.
    /// </summary>
    private bool MayFail(SyncFact sync, string number) =>
        (sync.ErrorCode == RecordGone && acts[number].Any(Removes)) || (sync.ErrorCode == RefusedWithoutReason && acts[number].Any());

    private bool WentElsewhere(CallFact call, WriteFact write) => write is { Step: WriteFact.Lead, State: "void" } && acts[call.NumberE164!].Any(Removes);

    private static bool Removes(PlannedAct act) => act.Act is PeoplesAct.Delete or PeoplesAct.Merge;

    private string Done(string number) => acts[number].Select(act => $"{act.Act} at {act.At:mm\\:ss}").DefaultIfEmpty("nobody touched it").Aggregate((all, one) => $"{all}, {one}");
}
