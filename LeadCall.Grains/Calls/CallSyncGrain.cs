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
using Microsoft.Extensions.Options;

namespace LeadCall.Grains.Calls;

/// <summary>
/// Does what <see cref="SyncDecision"/> says for one call. It never waits for Zoho: questions and writes are handed on, and their answers
/// come back as messages that make it look at the rows again.
/// </summary>
internal sealed partial class CallSyncGrain(
    SyncStore syncs, WriteStore writes, ConnectionStore connections, FieldDefaultStore defaults, SyncCommandStore commands, SyncPickStore picks,
    IOptions<SyncOptions> options, IOptions<SyncCommandOptions> commandOptions, TimeProvider time, ILogger<CallSyncGrain> logger) : Grain, ICallSyncGrain
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

    public async Task RecordRead(RecordStanding standing)
    {
        await Queue.Progress(callId);
        await Carefully(() => OnRecordRead(standing));
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private SyncOptions Options => options.Value;

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
            if (await syncs.LoadAsync(tenantId, callId) is { Sync: { Status: SyncStatus.Pending, WaitingFor: not WaitingFor.Undo } } rows)
            {
                await TryAgain(rows, new SyncError(
                    StepName.Match, "INTERNAL_ERROR", $"LeadCall could not work on this call ({exception.GetType().Name}); its log says more."));
            }
        }
    }

    /// <summary>The row is put off; after the last try it fails with this error.</summary>
    private Task TryAgain(CallWork work, SyncError error) => Do(work, SyncDecision.TryAgain(work, Now, error));

    /// <summary>Nothing can be asked of Zoho now: for the connection's sake the row waits, for any other reason it uses up a try.</summary>
    private Task AskLater(CallWork work, ReadAnswer answer, SyncError error) => answer.ConnectionsTrouble
        ? PutOff(work, new PutOff(Now + SyncRules.Pause(1, callId), WaitingFor.Connection, false, error))
        : TryAgain(work, error);

    private async Task Step(SyncTrigger trigger)
    {
        if (await syncs.LoadAsync(tenantId, callId) is not { } work)
        {
            LogNoSync(callId);
            await Queue.Released(callId, dueAgainAt: null);
            return;
        }

        await Do(work, SyncDecision.Next(work, Now, trigger, Options), trigger);
    }

    private Task Do(CallWork work, SyncMove next, SyncTrigger trigger = SyncTrigger.Due) => next switch
    {
        SyncMove.AskCrm when work.Sync.WaitingFor == WaitingFor.Caller => AskCaller(work),
        SyncMove.AskCrm move => Ask(work, knownLeadId: null, move.Pick),
        SyncMove.Rest move => Queue.Released(callId, move.Until),
        SyncMove.PlanFollowUps move => PlanFollowUps(work, move.Target, move.Steps),
        SyncMove.Submit move => Submit(work, [.. move.Writes.Select(write => Planned(work, write))]),
        SyncMove.Doubt => Doubt(work),
        SyncMove.Look move => Look(work, move),
        SyncMove.Wait move => PutOff(work, move.PutOff),
        SyncMove.End move => End(work, move.Finish),
        SyncMove.CheckRecord move => Check(work, move),
        SyncMove.NeedField move => NeedField(work, move),
        SyncMove.AwaitAnswers move => AwaitAnswers(work, move.SentAt, trigger),
        _ => Queue.Released(callId, dueAgainAt: null),
    };

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
        var known = await defaults.AllAsync(tenantId, work.ZohoOrg!);
        foreach (var (step, record) in records)
        {
            var module = SyncNames.ModuleOf(SyncNames.Step(step));
            if (known.Any(one => one.Module == module))
            {
                FieldDefaults.Apply(record, module, known, await connections.FieldsAsync(tenantId, work.ZohoOrg!, module));
            }
        }

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
        await writes.DoubtAsync(tenantId, work.ZohoOrg!, callId, Now - Options.SenderLost, Now);
        await Step(SyncTrigger.Due);
    }

    /// <summary>The answer comes as a message; should the look fail, the row is due again a little later.</summary>
    private async Task Look(CallWork work, SyncMove.Look look)
    {
        await PutOff(work, new PutOff(Now + Options.BetweenLooks, WaitingFor.Outcome, false, null));
        await Connection.Look(work.ZohoOrg!, callId, SyncNames.Step(look.Step), look.Looks);
    }

    /// <summary>
    /// The other answer of a call that has just been sent is about to come. One that is late gives its place in the queue back, and the row
    /// is looked at again when its sender must be lost.
    /// </summary>
    private Task AwaitAnswers(CallWork work, DateTimeOffset sentAt, SyncTrigger trigger) =>
        trigger == SyncTrigger.Answered && Now < sentAt + SyncRules.LateAnswer
        ? Task.CompletedTask
        : PutOff(work, new PutOff(sentAt + Options.SenderLost, WaitingFor.Outcome, false, null));

    private async Task PutOff(CallWork work, PutOff putOff)
    {
        var dueAt = await syncs.PutOffAsync(tenantId, callId, work.Sync.Generation, putOff, Now);
        await Queue.Released(callId, dueAt);
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Sync of call {CallId} ended {Status}.")]
    private partial void LogEnded(Guid callId, string status);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sync of call {CallId} met a fault nobody foresaw; it is put off.")]
    private partial void LogFault(Exception exception, Guid callId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {CallId} has no sync row; nothing to do.")]
    private partial void LogNoSync(Guid callId);
}
