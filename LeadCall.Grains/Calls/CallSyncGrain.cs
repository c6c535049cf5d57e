using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.Grains.Callers;
using LeadCall.Grains.Callers.PhoneNumbers;
using LeadCall.Grains.Feed;
using LeadCall.Grains.Zoho;
using LeadCall.Storage.Syncs;
using LeadCall.Storage.Zoho;
using Microsoft.Extensions.Logging;

namespace LeadCall.Grains.Calls;

/// <summary>
/// Does what <see cref="SyncDecision"/> says for one call. It never waits for Zoho: questions and writes are handed on, and their answers
/// come back as messages that make it look at the rows again.
/// </summary>
internal sealed partial class CallSyncGrain(
    SyncStore syncs, WriteStore writes, ConnectionStore connections, TimeProvider time, ILogger<CallSyncGrain> logger) : Grain, ICallSyncGrain
{
    private static readonly JsonSerializerOptions WireJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Guid tenantId;
    private Guid callId;
    private bool crowded;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        tenantId = GrainKeys.TenantOf(this.GetPrimaryKeyString());
        callId = GrainKeys.GuidOf(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public Task Run(bool crowded)
    {
        this.crowded = crowded;
        return Carefully(() => Step(SyncTrigger.Due));
    }

    public async Task WriteAnswered(SyncStep step)
    {
        await Queue.Progress(callId);
        await Carefully(() => Step(SyncTrigger.Answered));
    }

    public async Task Matched(CrmMatch match)
    {
        await Queue.Progress(callId);
        await Carefully(() => OnMatch(match));
    }

    private async Task OnMatch(CrmMatch match)
    {
        if (await syncs.LoadAsync(tenantId, callId) is not { } work
            || SyncDecision.Next(work, Now, SyncTrigger.Answered) is not SyncMove.AskCrm)
        {
            // The call went on without this answer: a message that came twice or late.
            return;
        }

        if (!match.Answer.IsOk || match.ReadingCrm || match.ZohoOrg != work.ZohoOrg)
        {
            await PutOff(work, NotMatched(match, work));
            return;
        }

        await OnVerdict(work, match, MatchVerdict.Of(match.Candidates));
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private ISyncQueueGrain Queue => GrainFactory.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(tenantId));

    private IZohoConnectionGrain Connection => GrainFactory.GetGrain<IZohoConnectionGrain>(GrainKeys.ZohoConnection(tenantId));

    private ICallerGrain Caller(CallWork work) => GrainFactory.GetGrain<ICallerGrain>(
        GrainKeys.Caller(tenantId, PhoneHash.OfNumber(work.HashKey, work.Sync.NumberE164)));

    /// <summary>A fault nobody foresaw puts the call off, visibly, like any other error; ten of them and a person must look.</summary>
    private async Task Carefully(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            LogFault(exception, callId);
            if (await syncs.LoadAsync(tenantId, callId) is { Sync.Status: SyncStatus.Pending } rows)
            {
                var error = new SyncError(StepName.Match, "INTERNAL_ERROR", $"LeadCall could not work on this call ({exception.GetType().Name}); its log says more.");
                await (rows.Sync.Attempts + 1 >= SyncRules.MostAttempts
                    ? End(rows, new Finish { Status = SyncStatus.Failed, ZohoOrg = rows.ZohoOrg, Error = error })
                    : PutOff(rows, new PutOff(Now + SyncRules.Pause(rows.Sync.Attempts, callId), WaitingFor.Retry, true, error)));
            }
        }
    }

    private async Task Step(SyncTrigger trigger)
    {
        if (await syncs.LoadAsync(tenantId, callId) is not { } work)
        {
            LogNoSync(callId);
            await Queue.Released(callId, dueAgainAt: null);
            return;
        }

        await (SyncDecision.Next(work, Now, trigger) switch
        {
            SyncMove.AskCrm when work.Sync.WaitingFor == WaitingFor.Caller => AskCaller(work),
            SyncMove.AskCrm => Ask(work, knownLeadId: null),
            SyncMove.PlanFollowUps move => PlanFollowUps(work, move.Target, move.Steps),
            SyncMove.Submit move => Submit(work, [.. move.Writes.Select(write => Planned(work, write))]),
            SyncMove.Doubt => Doubt(work),
            SyncMove.Look move => Look(work, move.Step),
            SyncMove.Wait move => PutOff(work, move.PutOff),
            SyncMove.End move => End(work, move.Finish),
            SyncMove.AwaitAnswers move => AwaitAnswers(work, move.Until, trigger),
            _ => Queue.Released(callId, dueAgainAt: null),
        });
    }

    private Task Ask(CallWork work, string? knownLeadId) => GrainFactory.GetGrain<ICrmIndexGrain>(GrainKeys.CrmIndex(tenantId))
        .Find(new CrmQuestion(callId, work.Sync.NumberE164, SyncRules.Lane(work, Now), knownLeadId));

    private async Task OnVerdict(CallWork work, CrmMatch match, MatchVerdict verdict)
    {
        switch (verdict)
        {
            case MatchVerdict.OneContact(var contact):
                await GoTo(work, SyncStatus.Linked, new SyncTarget(ModuleName.Contacts, contact.RecordId), ownLead: false);
                break;
            case MatchVerdict.OneLead(var lead):
                await OnLead(work, lead.RecordId);
                break;
            case MatchVerdict.Ambiguous(var candidates):
                await End(work, new Finish
                {
                    Status = SyncStatus.Ambiguous,
                    ZohoOrg = match.ZohoOrg,
                    Candidates = [.. candidates.Select(Candidate)],
                });
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
        var own = work.Settings.DuplicateLeadCall == "own" && await writes.IsOwnLeadAsync(tenantId, work.ZohoOrg!, leadId);
        await GoTo(work, SyncStatus.DuplicateLead, new SyncTarget(ModuleName.Leads, leadId), own);
    }

    private async Task GoTo(CallWork work, string status, SyncTarget target, bool ownLead)
    {
        var steps = SyncDecision.StepsFor(work, status, ownLead);
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

    private async Task PlanFollowUps(CallWork work, SyncTarget target, ImmutableArray<string> steps)
    {
        if (work.Write(StepName.Lead) is { RecordId: { } leadId })
        {
            await Caller(work).Settle(work.ZohoOrg!, work.Sync.NumberE164, callId, leadId);
        }

        await Plan(work, target, [.. steps.Select(step =>
            (step, step == StepName.Call ? ZohoRecords.Call(work, target) : ZohoRecords.Task(work, target)))]);
    }

    private async Task Plan(CallWork work, SyncTarget? target, ImmutableArray<(string Step, JsonObject Record)> records)
    {
        var lane = SyncRules.Lane(work, Now);
        var workflows = lane == SyncLane.Live ? work.Settings.WorkflowsLive : work.Settings.WorkflowsLate;
        var planned = records.Select(one => new NewWrite(one.Step, SyncNames.Of(lane), workflows, one.Record.ToJsonString(WireJson))).ToArray();
        if (await syncs.PlanAsync(tenantId, callId, work.Sync.Generation, work.ZohoOrg!, target, planned, Now) is { } generation)
        {
            await Submit(work with { Sync = work.Sync with { Generation = generation } }, [.. records.Select(one =>
                new PlannedWrite(work.ZohoOrg!, callId, SyncNames.Step(one.Step), lane, workflows, crowded))]);
        }
        else
        {
            // Somebody else moved the row: its due time still stands.
            await Queue.Released(callId, dueAgainAt: null);
        }
    }

    private PlannedWrite Planned(CallWork work, WriteRow write) =>
        new(work.ZohoOrg!, callId, SyncNames.Step(write.Step), SyncNames.Lane(write.Lane), write.RunWorkflows, crowded);

    private async Task Submit(CallWork work, ImmutableArray<PlannedWrite> planned)
    {
        var answer = await Connection.Submit(planned);
        if (!answer.IsAccepted)
        {
            await PutOff(work, new PutOff(answer.RetryAt!.Value, WaitingFor.Connection, false, null));
        }
    }

    private async Task Doubt(CallWork work)
    {
        await writes.DoubtAsync(tenantId, work.ZohoOrg!, callId, Now - SyncRules.SenderLost, Now);
        await Step(SyncTrigger.Due);
    }

    /// <summary>The answer comes as a message; should the look fail, the row is due again a little later.</summary>
    private async Task Look(CallWork work, string step)
    {
        await PutOff(work, new PutOff(Now + SyncRules.BetweenLooks, WaitingFor.Outcome, false, null));
        await Connection.Look(work.ZohoOrg!, callId, SyncNames.Step(step));
    }

    /// <summary>
    /// The other answer of a call that has just been sent is about to come. One that is late gives its place in the queue back, and the row
    /// is looked at again when its sender must be lost.
    /// </summary>
    private Task AwaitAnswers(CallWork work, DateTimeOffset until, SyncTrigger trigger) =>
        trigger == SyncTrigger.Answered && Now < until - SyncRules.SenderLost + SyncRules.LateAnswer
        ? Task.CompletedTask
        : PutOff(work, new PutOff(until, WaitingFor.Outcome, false, null));

    private PutOff NotMatched(CrmMatch match, CallWork work)
    {
        if (match.ReadingCrm)
        {
            // The end of the read-in makes the row due at once, unless it came before this put-off: hence not for long.
            return new PutOff(Now + TimeSpan.FromSeconds(5), WaitingFor.ReadingCrm, false, null);
        }

        var error = match.Answer.IsOk
            ? new SyncError(StepName.Match, "ORGANISATION_CHANGED", "The connected organisation changed while the caller was looked up.")
            : SyncRules.Shown(StepName.Match, match.Answer.Code, match.Answer.Message);
        return SyncRules.IsConnectionsTrouble(match.Answer.Code) || match.Answer.IsOk
            ? new PutOff(Now + SyncRules.Pause(1, callId), WaitingFor.Connection, false, error)
            : new PutOff(Now + SyncRules.Pause(work.Sync.Attempts, callId), WaitingFor.Retry, true, error);
    }

    private async Task PutOff(CallWork work, PutOff putOff)
    {
        await syncs.PutOffAsync(tenantId, callId, work.Sync.Generation, putOff);
        await Queue.Released(callId, putOff.DueAt);
        if (putOff.Error is not null)
        {
            await Tell(SyncStatus.Pending);
        }
    }

    private async Task End(CallWork work, Finish finish)
    {
        if (await syncs.FinishAsync(tenantId, callId, work.Sync.Generation, finish, Now))
        {
            if (work.HoldsClaim && work.Write(StepName.Lead) is not { State: WriteState.Done or WriteState.Unknown })
            {
                await Caller(work).Release(work.ZohoOrg!, work.Sync.NumberE164, callId);
            }

            LogEnded(callId, finish.Status);
            await Tell(finish.Status);
        }

        await Queue.Released(callId, dueAgainAt: null);
        DeactivateOnIdle();
    }

    private Task Tell(string status) => this.TellFeed(tenantId, new FeedEvent(FeedEventKind.SyncChanged, Now, null, callId, status, 1), logger);

    private static SyncCandidate Candidate(CrmCandidate candidate) => new(
        SyncNames.Of(candidate.Module), candidate.RecordId, candidate.Name, candidate.Company, candidate.Email, candidate.OwnerName,
        candidate.MatchedField, candidate.PossibleOnly);

    [LoggerMessage(Level = LogLevel.Information, Message = "Sync of call {CallId} ended {Status}.")]
    private partial void LogEnded(Guid callId, string status);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sync of call {CallId} met a fault nobody foresaw; it is put off.")]
    private partial void LogFault(Exception exception, Guid callId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {CallId} has no sync row; nothing to do.")]
    private partial void LogNoSync(Guid callId);
}
