using System.Collections.Immutable;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Calls;

/// <summary>
/// The sync of one call as a pure function of its rows and the time (docs/call-lifecycle.md). Whatever an activation forgets, the rows
/// lead to the same next move.
/// </summary>
public static class SyncDecision
{
    public static SyncMove Next(CallWork work, DateTimeOffset now, SyncTrigger trigger, SyncOptions options)
    {
        if (work.Sync.Status != SyncStatus.Pending)
        {
            return new SyncMove.Nothing();
        }

        if (work.Sync is { WaitingFor: WaitingFor.Undo, DueAt: { } undoneBy } && now < undoneBy)
        {
            return new SyncMove.Rest(undoneBy);
        }

        if (work.ZohoOrg is null)
        {
            return new SyncMove.Wait(new PutOff(
                now + SyncRules.HeldPause, WaitingFor.Connection, false,
                new SyncError(StepName.Match, "NOT_CONNECTED", "The tenant is not connected to Zoho.")));
        }

        if (work.Held)
        {
            return OfSentWrites(work, now, options) ?? new SyncMove.Wait(SyncRules.WhileHeld(now, null));
        }

        return OfOpenWrites(work, now, trigger, options) ?? OfTarget(work) ?? OfSettledWrites(work);
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
    private static SyncMove? OfOpenWrites(CallWork work, DateTimeOffset now, SyncTrigger trigger, SyncOptions options)
    {
        var planned = work.Writes.Where(write => write.State == WriteState.Planned).ToImmutableArray();
        var fresh = planned.RemoveAll(write => trigger == SyncTrigger.Answered && write.Code is not null);
        if (!fresh.IsEmpty)
        {
            return new SyncMove.Submit(fresh);
        }

        if (OfSentWrites(work, now, options) is { } sent)
        {
            return sent;
        }

        if (work.Writes.FirstOrDefault(write => write.State == WriteState.Unknown) is { } unknown)
        {
            return OfUnknown(unknown, work, now, options);
        }

        return planned.IsEmpty ? null : OfPutBack(planned[0], work, now);
    }

    private static SyncMove? OfSentWrites(CallWork work, DateTimeOffset now, SyncOptions options)
    {
        var sent = work.Writes.Where(write => write.State == WriteState.Sent).Select(write => write.SentAt!.Value).ToArray();
        if (sent.Length == 0)
        {
            return null;
        }

        var first = sent.Min();
        return now >= first + options.SenderLost ? new SyncMove.Doubt() : new SyncMove.AwaitAnswers(first);
    }

    private static SyncMove OfUnknown(WriteRow write, CallWork work, DateTimeOffset now, SyncOptions options)
    {
        var lookAt = LookAt(write, options);
        if (now < lookAt)
        {
            return new SyncMove.Wait(new PutOff(lookAt, WaitingFor.Outcome, false, new SyncError(write.Step, "OUTCOME_UNKNOWN", write.Message)));
        }

        // The last look comes before the end: what it finds is not failed.
        return write.Unknowns >= SyncRules.MostUnknowns && write.Looks >= SyncRules.LooksBeforeRepeat
            ? Failed(work, new SyncError(write.Step, "OUTCOME_UNKNOWN",
                $"Zoho's answer was lost {write.Unknowns} times. Look in Zoho whether the record exists before you retry."))
            : new SyncMove.Look(write.Step, write.Looks);
    }

    /// <summary>
    /// The last look, after which the write may be repeated, comes when the settle time has passed since the request was over: Zoho may
    /// commit that long after we hung up. The sender of a request that has no end died with it, at the latest when it would seem lost.
    /// </summary>
    private static DateTimeOffset LookAt(WriteRow write, SyncOptions options)
    {
        var sentAt = write.SentAt!.Value;
        if (write.LookedAt is not { } looked)
        {
            return sentAt + options.Settle;
        }

        var settled = (write.AnsweredAt ?? sentAt + options.SenderLost) + options.Settle;
        var next = looked + options.BetweenLooks;
        return write.Looks + 1 >= SyncRules.LooksBeforeRepeat && settled > next ? settled : next;
    }

    /// <summary>A write that came back undone for a passing reason.</summary>
    private static SyncMove OfPutBack(WriteRow write, CallWork work, DateTimeOffset now)
    {
        var error = SyncRules.Shown(write.Step, write.Code, write.Message);
        if (SyncRules.IsConnectionsTrouble(write.Cause))
        {
            return new SyncMove.Wait(new PutOff(now + SyncRules.Pause(1, work.Sync.CallId), WaitingFor.Connection, false, error));
        }

        return TryAgain(work, now, error);
    }

    /// <summary>Ten tries over about six hours, then the call fails with the last error.</summary>
    public static SyncMove TryAgain(CallWork work, DateTimeOffset now, SyncError error) => work.Sync.Attempts + 1 >= SyncRules.MostAttempts
        ? Failed(work, error)
        : new SyncMove.Wait(new PutOff(now + SyncRules.Pause(work.Sync.Attempts, work.Sync.CallId), WaitingFor.Retry, true, error));

    /// <summary>Who the caller is must be known before anything is planned; a Lead that is there leads on to its follow-ups.</summary>
    private static SyncMove? OfTarget(CallWork work)
    {
        if (work.Sync.Rematch || (work.Sync.KeepsStatus is null && work.Writes.All(write => write.State == WriteState.Void)))
        {
            return new SyncMove.AskCrm(work.Pick);
        }

        var missing = work.Write(StepName.Lead) is { State: WriteState.Done }
            ? StepsFor(work, SyncStatus.Created, ownLead: true)
            : [.. work.Writes.Where(write => write.State == WriteState.Void && write.Step != StepName.Lead).Select(write => write.Step)];
        missing = missing.RemoveAll(step => work.Write(step) is not null);
        return missing.IsEmpty || TargetOf(work) is not { } target ? null : new SyncMove.PlanFollowUps(target, missing);
    }

    private static SyncMove OfSettledWrites(CallWork work)
    {
        var refused = work.Writes.Where(write => write.State == WriteState.Refused).ToArray();
        if (work.Sync.KeepsStatus is null && refused.FirstOrDefault(write => !SyncRules.EndsWithWarning(write)) is { } cause)
        {
            return OfRefusal(cause, work);
        }

        var target = TargetOf(work);
        return new SyncMove.End(new Finish
        {
            Status = work.Sync.KeepsStatus is { } kept ? kept
                : work.Pick is not null || target?.Module == ModuleName.Contacts ? SyncStatus.Linked
                : work.Write(StepName.Lead) is not null ? SyncStatus.Created : SyncStatus.DuplicateLead,
            ZohoOrg = work.ZohoOrg,
            Target = target,
            Warning = refused.Length == 0 ? null : SyncRules.Shown(refused[0].Step, refused[0].Code, refused[0].Message),
        });
    }

    /// <summary>A refusal may name the way on: the record that exists already, the record that is gone, the field that is missing.</summary>
    private static SyncMove OfRefusal(WriteRow refused, CallWork work)
    {
        if (work.Sync.Detours < SyncRules.MostDetours)
        {
            switch (refused.Cause)
            {
                case ErrorCause.Duplicate when refused is { Step: StepName.Lead, Named: { } named }:
                    return new SyncMove.CheckRecord(refused.Step, named);
                case ErrorCause.Target when refused.Step != StepName.Lead && TargetOf(work) is { } target:
                    return new SyncMove.CheckRecord(refused.Step, target);
                case ErrorCause.MandatoryField when refused.Field is { } field:
                    return new SyncMove.NeedField(refused.Step, field);
            }
        }

        return Refused(refused, work);
    }

    /// <summary>The call fails with what Zoho said of this write.</summary>
    public static SyncMove.End Refused(WriteRow refused, CallWork work) => Failed(work, SyncRules.Shown(refused.Step, refused.Code, refused.Message));

    public static SyncMove.End Failed(CallWork work, SyncError error) =>
        new(new Finish { Status = SyncStatus.Failed, ZohoOrg = work.ZohoOrg, Error = error });

    /// <summary>Where follow-ups go: to the record found, or to the Lead that was made for the call.</summary>
    private static SyncTarget? TargetOf(CallWork work) =>
        work.Target ?? (work.Write(StepName.Lead) is { RecordId: { } leadId } ? new SyncTarget(ModuleName.Leads, leadId) : null);
}
