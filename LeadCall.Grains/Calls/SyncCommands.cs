using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Calls;

/// <summary>
/// Which commands of people a sync takes in its present status (DESIGN 8, docs/call-lifecycle.md), and the sentence for those it does not
/// take: what the call is, why the command does not fit, what to do instead. Pure.
/// </summary>
public static class SyncCommands
{
    /// <returns>Null: the command may be carried out.</returns>
    public static CommandAnswer? Retry(CallWork? work, SyncSeen? seen) => Check(work, seen, seen?.Generation == work?.Sync.Generation) ?? work!.Sync.Status switch
    {
        SyncStatus.Failed => null,
        SyncStatus.Ambiguous => Refuse(work, CommandRefusal.NotRetryable, "There is nothing to retry: pick one of its candidates instead."),
        SyncStatus.Pending => Refuse(work, CommandRefusal.NotRetryable, "It is tried without being asked: wait for its outcome."),
        _ when work.Sync.WarningStep is not null => null,
        _ => Refuse(work, CommandRefusal.NotRetryable, "Nothing of it was refused, so there is nothing to retry."),
    };

    /// <inheritdoc cref="Retry" />
    public static CommandAnswer? Resolve(CallWork? work, SyncSeen? seen) => Check(work, seen, seen?.Generation == work?.Sync.Generation) ?? work!.Sync.Status switch
    {
        SyncStatus.Ambiguous => null,
        SyncStatus.Failed => Refuse(work, CommandRefusal.NotAmbiguous, "A record is picked only for an ambiguous call: retry it instead."),
        SyncStatus.Pending when work.Pick is not null => Refuse(work, CommandRefusal.NotAmbiguous, "Undo that pick before you make another."),
        SyncStatus.Pending => Refuse(work, CommandRefusal.NotAmbiguous, "Whether it is ambiguous is not known yet: wait for its outcome."),
        _ => Refuse(work, CommandRefusal.NotAmbiguous, "A record is picked only for an ambiguous call: if this one is on the wrong record, move it in Zoho."),
    };

    /// <inheritdoc cref="Retry" />
    public static CommandAnswer? Undo(CallWork? work, SyncSeen? seen)
    {
        // Planning counts the generation up: every one since the pick still means that pick.
        var samePick = work?.Sync.PickedGeneration is not { } picked || seen?.Generation >= picked;
        if (Check(work, seen, samePick) is { } changed)
        {
            return changed;
        }

        var sync = work!.Sync;
        if (sync.PickedGeneration is null)
        {
            return Refuse(work, CommandRefusal.NothingToUndo, "Nobody picked a record for this very call, so there is nothing to undo.");
        }

        return sync.Status == SyncStatus.Pending && work.Pick is not null && !work.Writes.Any(write => HasBegun(write, sync.PickedAt)) ? null
            : Refuse(work, CommandRefusal.TooLateToUndo, "The pick cannot be undone any more, because writing it to Zoho has begun: correct it in Zoho.");
    }

    public static CommandAnswer NotACandidate(CallWork work) => work.ZohoOrg is null
        ? Refuse(work, CommandRefusal.NotACandidate, "No Zoho organisation is connected, so none of its records can be picked: connect Zoho first.")
        : Refuse(work, CommandRefusal.NotACandidate,
            "The picked record is none of its candidates in the connected organisation: load the candidates again and pick one of them.");

    /// <summary>It changed as often as it was looked at.</summary>
    public static CommandAnswer Changing(CallWork work) =>
        Refuse(work, CommandRefusal.ChangedMeanwhile, "It changed while the command was carried out: look at it again and decide anew.");

    /// <summary>What was written before the pick, a Lead that was merged since, does not stand in its way.</summary>
    private static bool HasBegun(WriteRow write, DateTimeOffset? pickedAt) =>
        write.State is WriteState.Sent or WriteState.Done or WriteState.Unknown && write.SentAt >= pickedAt;

    private static CommandAnswer? Check(CallWork? work, SyncSeen? seen, bool sameGeneration)
    {
        if (work is null)
        {
            return new CommandAnswer(null, 0, CommandRefusal.NoSync, "This call is not synced, so there is nothing to do for it. Its page says why.", null);
        }

        var same = (seen?.Status is null || seen.Status == work.Sync.Status) && (seen?.Generation is null || sameGeneration);
        return same ? null : Refuse(work, CommandRefusal.ChangedMeanwhile, "That is not what you saw when you decided: look at it again and decide anew.");
    }

    private static CommandAnswer Refuse(CallWork work, string code, string why) =>
        new(work.Sync.Status, work.Sync.Generation, code, $"{Present(work)} {why}", work.Sync.DueAt);

    private static string Present(CallWork work) => work.Sync.Status switch
    {
        SyncStatus.Pending when work.Pick is not null => $"This call is pending: it goes to the record that {work.Sync.PickedBy} picked.",
        SyncStatus.Pending => "This call is pending: LeadCall is working on it.",
        SyncStatus.Created => "This call is created: its Lead and its Call are in Zoho.",
        SyncStatus.Linked when work.Pick is not null => $"This call is linked: its Call is on the record that {work.Sync.PickedBy} picked.",
        SyncStatus.Linked => "This call is linked: its Call is on the caller's Contact.",
        SyncStatus.DuplicateLead => "This call is a duplicate_lead: its caller was a Lead already.",
        SyncStatus.Ambiguous => "This call is ambiguous: several records could be its caller, and nothing is written before somebody picks one.",
        SyncStatus.Failed => $"This call is failed with {work.Sync.ErrorCode}.",
        var other => $"This call is {other}.",
    };
}
