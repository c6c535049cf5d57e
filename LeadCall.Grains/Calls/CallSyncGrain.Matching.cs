using LeadCall.Grains.Callers;
using LeadCall.Grains.Zoho;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Calls;

/// <summary>Who the caller is, and what follows from it.</summary>
internal sealed partial class CallSyncGrain
{
    private async Task OnMatch(CrmMatch match)
    {
        if (await syncs.LoadAsync(tenantId, callId) is not { } work
            || SyncDecision.Next(work, Now, SyncTrigger.Answered, Options) is not SyncMove.AskCrm { Pick: var pick } || match.Picked != KeyOf(pick))
        {
            // The call went on without this answer: a message that came twice or late, or from before somebody picked.
            return;
        }

        if (!match.Answer.IsOk || match.ReadingCrm || match.ZohoOrg != work.ZohoOrg)
        {
            await NotMatched(match, work);
            return;
        }

        await (work.Sync.Picked is null ? OnVerdict(work, match, MatchVerdict.Of(match.Candidates)) : OnPick(work, match));
    }

    private Task Ask(CallWork work, string? knownLeadId, SyncTarget? pick = null) => GrainFactory.GetGrain<ICrmIndexGrain>(GrainKeys.CrmIndex(tenantId))
        .Find(new CrmQuestion(callId, work.Sync.NumberE164, SyncRules.Lane(work, Now), knownLeadId, KeyOf(pick)));

    private async Task OnVerdict(CallWork work, CrmMatch match, MatchVerdict verdict)
    {
        switch (verdict)
        {
            case MatchVerdict.Nobody when work.Sync.Rematch:
                await End(work, Gone(work));
                break;
            case MatchVerdict.OneContact(var contact):
                await GoTo(work, SyncStatus.Linked, new SyncTarget(ModuleName.Contacts, contact.RecordId), ownLead: false);
                break;
            case MatchVerdict.OneLead(var lead):
                await OnLead(work, lead.RecordId);
                break;
            case MatchVerdict.Ambiguous(var candidates):
                await OnAmbiguous(work, match, candidates);
                break;
            default:
                if (match.KnownLeadId is { } gone)
                {
                    await Caller(work).Forget(match.ZohoOrg, work.Sync.NumberE164, gone);
                }

                await Claim(work);
                break;
        }
    }

    private async Task OnLead(CallWork work, string leadId)
    {
        if (work.Write(StepName.Lead) is { State: WriteState.Done })
        {
            // The Lead made for this call was merged into that one: its follow-ups go there.
            await GoTo(work, SyncStatus.Created, new SyncTarget(ModuleName.Leads, leadId), ownLead: true);
            return;
        }

        var own = work.Settings.DuplicateLeadCall == "own" && await writes.IsOwnLeadAsync(tenantId, work.ZohoOrg!, leadId);
        await GoTo(work, SyncStatus.DuplicateLead, new SyncTarget(ModuleName.Leads, leadId), own);
    }

    private async Task GoTo(CallWork work, string status, SyncTarget target, bool ownLead)
    {
        var steps = SyncDecision.StepsFor(work, status, ownLead).RemoveAll(step => work.Write(step) is not null);
        if (steps.IsEmpty)
        {
            await End(work, new Finish { Status = status, ZohoOrg = work.ZohoOrg, Target = target });
        }
        else
        {
            await PlanFollowUps(work, target, steps);
        }
    }

    /// <summary>Nobody has this number: the one call that gets the claim makes the Lead (FEATURES E8).</summary>
    private async Task Claim(CallWork work)
    {
        var claim = await Caller(work).Claim(work.ZohoOrg!, work.Sync.NumberE164, callId);
        switch (claim.Verdict)
        {
            case CallerVerdict.Create:
                var fields = await connections.FieldsAsync(tenantId, work.ZohoOrg!, ModuleName.Leads);
                await Plan(work, target: null, [(StepName.Lead, ZohoRecords.Lead(work, fields))]);
                break;
            case CallerVerdict.Use:
                await Ask(work, claim.LeadId);
                break;
            default:
                await WaitForCaller(work);
                break;
        }
    }

    /// <summary>Another call was making the Lead: while it still is, the CRM need not be asked.</summary>
    private async Task AskCaller(CallWork work)
    {
        var claim = await Caller(work).Claim(work.ZohoOrg!, work.Sync.NumberE164, callId);
        await (claim.Verdict == CallerVerdict.WaitFor ? WaitForCaller(work) : Ask(work, claim.LeadId));
    }

    private Task WaitForCaller(CallWork work) => PutOff(work, new PutOff(Now + SyncRules.CallerPause, WaitingFor.Caller, false, null));

    private Task NotMatched(CrmMatch match, CallWork work)
    {
        if (match.ReadingCrm)
        {
            // The end of the read-in makes the row due at once, unless it came before this put-off: hence not for long.
            return PutOff(work, new PutOff(Now + TimeSpan.FromSeconds(5), WaitingFor.ReadingCrm, false, null));
        }

        var answer = match.Answer.IsOk ? ReadAnswer.OtherOrganisation : match.Answer;
        return AskLater(work, answer, SyncRules.Shown(StepName.Match, answer.Code, answer.Message));
    }

    private static SyncCandidate Candidate(CrmCandidate candidate) => new(
        SyncNames.Of(candidate.Module), candidate.RecordId, candidate.Name, candidate.Company, candidate.Email, candidate.OwnerName,
        candidate.MatchedField, candidate.PossibleOnly);
}
