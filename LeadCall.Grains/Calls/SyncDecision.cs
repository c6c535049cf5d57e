using System.Collections.Immutable;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Calls;

/// <summary>
/// The sync of one call as a pure function of its rows and the time (docs/call-lifecycle.md). Whatever an activation forgets, the rows
/// lead to the same next move.
/// </summary>
public static class SyncDecision
{
    public static SyncMove Next(CallWork work, DateTimeOffset now, SyncTrigger trigger)
    {
        if (work.Sync.Status != SyncStatus.Pending)
        {
            return new SyncMove.Nothing();
        }

        if (work.ZohoOrg is null)
        {
            return new SyncMove.Wait(new PutOff(
                now + TimeSpan.FromMinutes(1), WaitingFor.Connection, false,
                new SyncError(StepName.Match, "NOT_CONNECTED", "The tenant is not connected to Zoho.")));
        }

        return OfOpenWrites(work, now, trigger) ?? OfTarget(work) ?? OfSettledWrites(work);
    }

    /// <summary>What must be planned for a call that goes to this record (DESIGN 8).</summary>
    /// <param name="ownLead">The record is a Lead that LeadCall made.</param>
    public static ImmutableArray<string> StepsFor(CallWork work, string status, bool ownLead)
    {
        var settings = work.Settings;
        var duplicate = status == SyncStatus.DuplicateLead;
        var call = !duplicate || settings.DuplicateLeadCall == "always" || (settings.DuplicateLeadCall == "own" && ownLead);
        var task = ZohoRecords.IsMissed(work) && settings.TasksEnabled && (!duplicate || settings.DuplicateLeadTask);
        return [.. call ? [StepName.Call] : (string[])[], .. task ? [StepName.Task] : (string[])[]];
    }

    /// <summary>Sent, unknown and planned writes come first: nothing is decided over a write whose outcome is open.</summary>
    private static SyncMove? OfOpenWrites(CallWork work, DateTimeOffset now, SyncTrigger trigger)
    {
        var planned = work.Writes.Where(write => write.State == WriteState.Planned).ToImmutableArray();
        var fresh = planned.RemoveAll(write => trigger == SyncTrigger.Answered && write.Code is not null);
        if (!fresh.IsEmpty)
        {
            return new SyncMove.Submit(fresh);
        }

        var sent = work.Writes.Where(write => write.State == WriteState.Sent).Select(write => write.SentAt!.Value).ToArray();
        if (sent.Length > 0)
        {
            var until = sent.Min() + SyncRules.SenderLost;
            return now >= until ? new SyncMove.Doubt() : new SyncMove.AwaitAnswers(until);
        }

        if (work.Writes.FirstOrDefault(write => write.State == WriteState.Unknown) is { } unknown)
        {
            return OfUnknown(unknown, work, now);
        }

        return planned.IsEmpty ? null : OfPutBack(planned[0], work, now);
    }

    private static SyncMove OfUnknown(WriteRow write, CallWork work, DateTimeOffset now)
    {
        if (write.Unknowns >= SyncRules.MostUnknowns)
        {
            return Failed(work, new SyncError(write.Step, "OUTCOME_UNKNOWN",
                $"Zoho's answer was lost {write.Unknowns} times. Look in Zoho whether the record exists before you retry."));
        }

        var lookAt = write.LookedAt is { } looked ? looked + SyncRules.BetweenLooks : write.SentAt!.Value + SyncRules.Settle;
        return now >= lookAt
            ? new SyncMove.Look(write.Step)
            : new SyncMove.Wait(new PutOff(lookAt, WaitingFor.Outcome, false, new SyncError(write.Step, "OUTCOME_UNKNOWN", write.Message)));
    }

    /// <summary>A write that came back undone for a passing reason.</summary>
    private static SyncMove OfPutBack(WriteRow write, CallWork work, DateTimeOffset now)
    {
        var error = SyncRules.Shown(write.Step, write.Code, write.Message);
        if (SyncRules.IsConnectionsTrouble(write.Code))
        {
            return new SyncMove.Wait(new PutOff(now + SyncRules.Pause(1, work.Sync.CallId), WaitingFor.Connection, false, error));
        }

        return work.Sync.Attempts + 1 >= SyncRules.MostAttempts
            ? Failed(work, error)
            : new SyncMove.Wait(new PutOff(now + SyncRules.Pause(work.Sync.Attempts, work.Sync.CallId), WaitingFor.Retry, true, error));
    }

    /// <summary>Who the caller is must be known before anything is planned; a Lead that is there leads on to its follow-ups.</summary>
    private static SyncMove? OfTarget(CallWork work)
    {
        if (work.Writes.Count == 0)
        {
            return new SyncMove.AskCrm();
        }

        if (work.Write(StepName.Lead) is not { State: WriteState.Done } lead)
        {
            return null;
        }

        var missing = StepsFor(work, SyncStatus.Created, ownLead: true).RemoveAll(step => work.Write(step) is not null);
        return missing.IsEmpty ? null : new SyncMove.PlanFollowUps(new SyncTarget(ModuleName.Leads, lead.RecordId!), missing);
    }

    private static SyncMove OfSettledWrites(CallWork work)
    {
        var refused = work.Writes.Where(write => write.State == WriteState.Refused).ToArray();
        if (refused.FirstOrDefault(write => write.Step != StepName.Task || !SyncRules.IsPermission(write.Code)) is { } cause)
        {
            return Failed(work, SyncRules.Shown(cause.Step, cause.Code, cause.Message));
        }

        var lead = work.Write(StepName.Lead);
        var target = lead is not null ? new SyncTarget(ModuleName.Leads, lead.RecordId!)
            : work.Sync is { TargetModule: { } module, TargetId: { } id } ? new SyncTarget(module, id) : null;
        return new SyncMove.End(new Finish
        {
            Status = lead is not null ? SyncStatus.Created
                : target?.Module == ModuleName.Contacts ? SyncStatus.Linked : SyncStatus.DuplicateLead,
            ZohoOrg = work.ZohoOrg,
            Target = target,
            Warning = refused.Length == 0 ? null : SyncRules.Shown(refused[0].Step, refused[0].Code, refused[0].Message),
        });
    }

    private static SyncMove.End Failed(CallWork work, SyncError error) =>
        new(new Finish { Status = SyncStatus.Failed, ZohoOrg = work.ZohoOrg, Error = error });
}
