using LeadCall.Grains.Zoho;
using LeadCall.Storage.Syncs;
using LeadCall.Storage.Zoho;

namespace LeadCall.Grains.Calls;

/// <summary>Refusals that show a way on: the record exists already, is gone or converted, or lacks a field (DESIGN 8, FEATURES E13, E15).</summary>
internal sealed partial class CallSyncGrain
{
    private Task Check(CallWork work, SyncMove.CheckRecord check) => Connection.ReadRecord(new RecordQuestion(
        work.ZohoOrg!, callId, SyncNames.Step(check.Step), SyncNames.Module(check.Record.Module), check.Record.RecordId));

    private async Task OnRecordRead(RecordStanding standing)
    {
        var asked = standing.Question;
        if (await syncs.LoadAsync(tenantId, callId) is not { } work
            || SyncDecision.Next(work, Now, SyncTrigger.Answered, Options) is not SyncMove.CheckRecord check
            || SyncNames.Step(check.Step) != asked.Step || check.Record.RecordId != asked.RecordId || work.ZohoOrg != asked.ZohoOrg)
        {
            // The call went on without this answer: a message that came twice or late.
            return;
        }

        var refused = work.Write(check.Step)!;
        await (RefusalDecision.Next(refused, standing) switch
        {
            RefusalMove.TryLater => AskLater(work, standing.Answer, SyncRules.Shown(refused.Step, standing.Answer.Code, standing.Answer.Message)),
            RefusalMove.Adopt => Adopt(work, check),
            RefusalMove.GoTo(var target) => GoElsewhere(work, refused, target),
            RefusalMove.MatchAgain => MatchAgain(work, refused),
            _ => End(work, SyncDecision.Refused(refused, work).Finish),
        });
    }

    private async Task Adopt(CallWork work, SyncMove.CheckRecord check)
    {
        await writes.AdoptAsync(tenantId, work.ZohoOrg!, new WriteKey(callId, check.Step), check.Record.RecordId, Now);
        await Step(SyncTrigger.Due);
    }

    /// <summary>The refused steps are given up where they were, and the table of DESIGN 8 holds for the record that is there instead.</summary>
    private async Task GoElsewhere(CallWork work, WriteRow refused, SyncTarget target)
    {
        if (await Void(work, refused, rematch: false) is not { } left)
        {
            return;
        }

        if (target.Module == ModuleName.Leads)
        {
            await OnLead(left, target.RecordId);
        }
        else
        {
            await GoTo(left, SyncStatus.Linked, target, ownLead: false);
        }
    }

    private async Task MatchAgain(CallWork work, WriteRow refused)
    {
        if (await Void(work, refused, rematch: refused.Step != StepName.Lead) is not null)
        {
            await Step(SyncTrigger.Due);
        }
    }

    /// <summary>A field the CRM insists on: with a default by now it is planned anew, else the queue is held and the row waits.</summary>
    private async Task NeedField(CallWork work, SyncMove.NeedField need)
    {
        var hasDefault = await Connection.NeedField(work.ZohoOrg!, SyncNames.Step(need.Step), need.Field);
        if (await Void(work, work.Write(need.Step)!, rematch: false) is { } left)
        {
            var error = new SyncError(need.Step, "MANDATORY_NOT_FOUND", $"Zoho insists on the field {need.Field}.");
            await PutOff(left, hasDefault
                ? new PutOff(Now, WaitingFor.Retry, true, error)
                : SyncRules.WhileHeld(Now, error));
        }
    }

    /// <summary>Gives up the refused step, and every other one that was refused for the same record.</summary>
    /// <returns>The rows as they are without them; null when somebody else moved them first.</returns>
    private async Task<CallWork?> Void(CallWork work, WriteRow refused, bool rematch)
    {
        var steps = work.Writes.Where(write => write.State == WriteState.Refused && (write == refused || write.Cause == ErrorCause.Target)).Select(write => write.Step);
        var generation = await syncs.VoidAsync(tenantId, callId, work.Sync.Generation, work.ZohoOrg!, [.. steps], rematch);
        if (generation is not null && refused.Step == StepName.Lead && work.HoldsClaim)
        {
            await Caller(work).Release(work.ZohoOrg!, work.Sync.NumberE164, callId);
        }

        if (generation is not null && await syncs.LoadAsync(tenantId, callId) is { } left && left.Sync.Generation == generation)
        {
            return left;
        }

        await Queue.Released(callId, dueAgainAt: null);
        return null;
    }

    /// <summary>The record is gone and nobody else holds the number: a person looks, because a second Lead for one call is never made.</summary>
    private static Finish Gone(CallWork work) => SyncDecision.Failed(work, new SyncError(
        StepName.Match, "RECORD_GONE", "The record this call belongs to was deleted in Zoho, and no other one has its number.")).Finish;
}
