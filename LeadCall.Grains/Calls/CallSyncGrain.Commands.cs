using System.Collections.Immutable;
using LeadCall.Grains.Zoho;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Calls;

/// <summary>
/// People's commands, and where their picks meet the automatic run. Whatever runs at the same moment, a command is one guarded statement:
/// it happened or it did not, and the answer says which.
/// </summary>
internal sealed partial class CallSyncGrain
{
    /// <summary>The automatic run may move a row between reading and writing it, but never that often in a row.</summary>
    private const int MostTries = 5;

    public Task<CommandAnswer> Retry(CommandBy by)
    {
        var now = Now;
        return Command(
            SyncStatus.Pending, now,
            work => Task.FromResult(SyncCommands.Retry(work, by.Seen)),
            row => commands.RetryAsync(tenantId, callId, row.Status, row.Generation, Person(by), now));
    }

    public Task<CommandAnswer> Resolve(SyncPick pick, CommandBy by)
    {
        var (now, record) = (Now, new SyncTarget(SyncNames.Of(pick.Module), pick.RecordId));
        var dueAt = now + commandOptions.Value.UndoWindow;
        return Command(
            SyncStatus.Pending, dueAt,
            async work => SyncCommands.Resolve(work, by.Seen)
                ?? (await picks.IsCandidateAsync(tenantId, callId, record) ? null : SyncCommands.NotACandidate(work!)),
            row => commands.ResolveAsync(tenantId, callId, row.Generation, record, pick.Remember, Person(by), now, dueAt));
    }

    public Task<CommandAnswer> Undo(CommandBy by) => Command(
        SyncStatus.Ambiguous, dueAt: null,
        work => Task.FromResult(SyncCommands.Undo(work, by.Seen)),
        row => commands.UndoAsync(tenantId, callId, row.Generation, Person(by), Now));

    private static SyncPerson Person(CommandBy by) => new(by.UserId, by.UserName);

    /// <param name="status">What the row is afterwards.</param>
    /// <param name="dueAt">When the call goes on.</param>
    /// <param name="refusal">Null: the command fits the row as it is.</param>
    /// <param name="move">The guarded statement: the new generation, or null when somebody else moved the row first.</param>
    private async Task<CommandAnswer> Command(
        string status, DateTimeOffset? dueAt, Func<CallWork?, Task<CommandAnswer?>> refusal, Func<SyncRow, Task<int?>> move)
    {
        for (var attempt = 1; ; attempt++)
        {
            var work = await syncs.LoadAsync(tenantId, callId);
            if (await refusal(work) is { } refused)
            {
                return refused;
            }

            if (await move(work!.Sync) is { } generation)
            {
                // Whatever place it still had in the queue is given back, so that it starts when it is due.
                await Queue.Released(callId, dueAt);
                await Tell(status);
                return new CommandAnswer(status, generation, null, null, dueAt);
            }

            if (attempt == MostTries)
            {
                return SyncCommands.Changing(await syncs.LoadAsync(tenantId, callId) ?? work);
            }
        }
    }

    /// <summary>The record somebody picked is still there: the call goes to it. It is not: the caller is matched again.</summary>
    private async Task OnPick(CallWork work, CrmMatch match)
    {
        if (work.Pick is { } pick && match.Candidates.Any(candidate => RecordOf(candidate) == pick))
        {
            await GoTo(work, SyncStatus.Linked, pick, ownLead: false);
        }
        else if (await picks.UnpickAsync(tenantId, callId, work.Sync.Generation, Now) is { } generation)
        {
            var unpicked = work.Sync with { Generation = generation, TargetModule = null, TargetId = null, Picked = null, PickedGeneration = null };
            await OnVerdict(work with { Sync = unpicked }, match, MatchVerdict.Of(match.Candidates));
        }
        else
        {
            await Queue.Released(callId, dueAgainAt: null);
        }
    }

    /// <summary>A person decides, unless one did for this number and asked that it be remembered.</summary>
    private async Task OnAmbiguous(CallWork work, CrmMatch match, ImmutableArray<CrmCandidate> candidates)
    {
        var records = candidates.Select(RecordOf).ToArray();
        if (await picks.RememberedAsync(tenantId, match.ZohoOrg, work.Sync.NumberE164, records, Now) is not { } choice)
        {
            await End(work, new Finish
            {
                Status = SyncStatus.Ambiguous,
                ZohoOrg = match.ZohoOrg,
                Candidates = [.. candidates.Select(Candidate)],
            });
        }
        else if (await picks.ChooseAsync(tenantId, callId, work.Sync.Generation, match.ZohoOrg, choice) is { } generation)
        {
            await GoTo(work with { Sync = work.Sync with { Generation = generation } }, SyncStatus.Linked, choice.Record, ownLead: false);
        }
        else
        {
            await Queue.Released(callId, dueAgainAt: null);
        }
    }

    private static CrmRecordKey? KeyOf(SyncTarget? record) => record is null ? null : new CrmRecordKey(SyncNames.Module(record.Module), record.RecordId);

    private static SyncTarget RecordOf(CrmCandidate candidate) => new(SyncNames.Of(candidate.Module), candidate.RecordId);
}
