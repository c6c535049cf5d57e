using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LeadCall.Grains.Calls;
using LeadCall.Storage.Secrets;
using LeadCall.Storage.Syncs;
using LeadCall.Storage.Zoho;
using LeadCall.Zoho;
using LeadCall.Zoho.DataCentres;
using LeadCall.Zoho.OAuth;
using LeadCall.Zoho.Outcomes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace LeadCall.Grains.Zoho;

/// <summary>
/// Everything that goes from one tenant to Zoho passes here. Reentrant, because its turns span requests: between two awaits another call
/// may have changed the waiting writes, the slots and the token, each of which guards itself.
/// </summary>
[Reentrant]
internal sealed partial class ZohoConnectionGrain : Grain, IZohoConnectionGrain
{
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);
    private static readonly SyncLane[] Lanes = [SyncLane.Live, SyncLane.Late];

    private readonly ConnectionStore connections;
    private readonly WriteStore writes;
    private readonly IncidentStore incidents;
    private readonly FieldDefaultStore defaults;
    private readonly SyncStore syncs;
    private readonly ZohoCrmClient crm;
    private readonly IWorkPermit permit;
    private readonly ZohoConnectionOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<ZohoConnectionGrain> logger;
    private readonly Guid tenantId;
    private readonly AccessTokens tokens;
    private readonly RequestSlots slots;
    private readonly WriteBatches waiting;
    private readonly Dictionary<CrmModule, Task<CrmReading?>> readings = [];
    private readonly HashSet<Task> sending = [];
    private IGrainTimer? lingerTimer;

    public ZohoConnectionGrain(
        IGrainContext context, ConnectionStore connections, WriteStore writes, IncidentStore incidents, FieldDefaultStore defaults, SyncStore syncs,
        ZohoCrmClient crm, ZohoOAuthClient oauth, ZohoDataCentres dataCentres, SecretProtector secrets, IWorkPermit permit, IOptions<ZohoConnectionOptions> options, TimeProvider time,
        ILogger<ZohoConnectionGrain> logger)
    {
        (this.connections, this.writes, this.incidents, this.defaults, this.syncs) = (connections, writes, incidents, defaults, syncs);
        (this.crm, this.permit) = (crm, permit);
        (this.options, this.time, this.logger) = (options.Value, time, logger);
        tenantId = GrainKeys.TenantOf(context.GrainId.Key.ToString()!);
        tokens = new AccessTokens(tenantId, connections, oauth, dataCentres, secrets, this.options.RefreshAhead, time);
        slots = new RequestSlots(this.options.Slots);
        waiting = new WriteBatches(this.options.BatchSize, this.options.Linger);
    }

    /// <summary>Writes under way are answered and stored before this activation ends; those that only wait are sent by the next one.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        var left = waiting.TakeAll();
        await Task.WhenAll(sending).WaitAsync(cancellationToken);
        if (reason.ReasonCode != DeactivationReasonCode.ShuttingDown)
        {
            foreach (var write in left)
            {
                await Tell(write.CallId, write.Step);
            }
        }
    }

    public Task Changed()
    {
        tokens.Reset();
        readings.Clear();
        return Task.CompletedTask;
    }

    public Task<SubmitAnswer> Submit(ImmutableArray<PlannedWrite> writes)
    {
        var now = time.GetUtcNow();
        if (!permit.IsHeld || waiting.Count + writes.Length > options.MostWaiting)
        {
            return Task.FromResult(new SubmitAnswer(now + Breath));
        }

        foreach (var write in writes)
        {
            waiting.Add(write, now);
        }

        SendWhatIsReady();
        return Task.FromResult(SubmitAnswer.Accepted);
    }

    private void SendWhatIsReady()
    {
        var now = time.GetUtcNow();
        foreach (var lane in Lanes)
        {
            slots.AdmitReaders(lane);
            while (permit.IsHeld && slots.HasFree(lane) && waiting.Take(lane, now) is { } batch)
            {
                slots.Take();
                var task = SendAsync(batch);
                if (!task.IsCompleted)
                {
                    sending.Add(task);
                }
            }
        }

        lingerTimer?.Dispose();
        lingerTimer = Lanes.Where(slots.HasFree).Min(waiting.NextReadyAt) is { } readyAt
            ? this.RegisterGrainTimer(
                static (self, _) => self.OnLinger(), this, !permit.IsHeld ? Breath : readyAt > now ? readyAt - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan)
            : null;
    }

    private Task OnLinger()
    {
        SendWhatIsReady();
        return Task.CompletedTask;
    }

    /// <summary>Sends one batch and tells every call what became of its write. Never throws: it runs on its own.</summary>
    private async Task SendAsync(IReadOnlyList<PlannedWrite> batch)
    {
        await Task.Yield();
        try
        {
            await SendPlannedAsync(batch);
        }
        catch (Exception exception)
        {
            // Nobody is told: the rows say how far it came, and the calls are started again when their leases run out.
            LogBatchFailed(exception, batch.Count);
            return;
        }
        finally
        {
            slots.Release();
            sending.RemoveWhere(task => task.IsCompleted);
            SendWhatIsReady();
        }

        foreach (var write in batch)
        {
            await Tell(write.CallId, write.Step);
        }
    }

    private async Task SendPlannedAsync(IReadOnlyList<PlannedWrite> batch)
    {
        var first = batch[0];
        var keys = batch.Select(write => new WriteKey(write.CallId, SyncNames.Of(write.Step))).ToArray();
        var access = await tokens.GetAsync();
        if (access is not { Access: { } granted, Connection.ZohoOrg: var org } || org != first.ZohoOrg)
        {
            var reason = access.Answer.IsOk ? ReadAnswer.OtherOrganisation : access.Answer;
            await writes.HoldAsync(tenantId, first.ZohoOrg, keys, reason.Code!, reason.Message, time.GetUtcNow());
            return;
        }

        var taken = await writes.TakeAsync(tenantId, first.ZohoOrg, keys, time.GetUtcNow());
        if (taken.Count > 0)
        {
            await StoreAsync(first.ZohoOrg, await SendAsync(granted, first, taken));
        }
    }

    /// <summary>
    /// One request; when Zoho refuses all of it for something that may be wrong with one record only, one request each, so that one bad
    /// record does not fail its neighbours (DESIGN 4.7).
    /// </summary>
    private async Task<IReadOnlyList<WriteAnswer>> SendAsync(ZohoAccess access, PlannedWrite batch, IReadOnlyList<TakenWrite> taken)
    {
        var together = await SendOnceAsync(access, batch, taken);
        if (taken.Count == 1 || !together.All(MayPassAlone))
        {
            return [.. taken.Zip(together, WriteAnswers.Of)];
        }

        var answers = new List<WriteAnswer>(taken.Count);
        foreach (var write in taken)
        {
            var alone = await SendAgainAsync(access, batch, [write]);
            answers.Add(WriteAnswers.Of(write, alone[0]));
        }

        return answers;
    }

    private static bool MayPassAlone(WriteOutcome outcome) =>
        outcome is WriteOutcome.Refused { WholeRequest: true, Error.Kind: ZohoErrorKind.PermanentRefusal };

    private async Task<ImmutableArray<WriteOutcome>> SendOnceAsync(ZohoAccess access, PlannedWrite batch, IReadOnlyList<TakenWrite> taken)
    {
        var result = await CreateAsync(access, batch, taken);
        if (result.Items.All(IsTokenRefused) && (await tokens.RenewAsync(access.AccessToken)).Access is { } renewed)
        {
            return await SendAgainAsync(renewed, batch, taken);
        }

        return result.Items;
    }

    /// <summary>
    /// A further request with rows that Zoho did not write at the first one. They are sent anew by the clock, or else their sender would
    /// seem lost; should another activation have given one up meanwhile, none is sent.
    /// </summary>
    private async Task<ImmutableArray<WriteOutcome>> SendAgainAsync(ZohoAccess access, PlannedWrite batch, IReadOnlyList<TakenWrite> taken)
    {
        if (!await writes.SendingAgainAsync(tenantId, batch.ZohoOrg, taken, time.GetUtcNow()))
        {
            return [.. taken.Select(_ => new WriteOutcome.NotSent(NotSentReason.CancelledBeforeSending, "It was given up before it could be sent again."))];
        }

        return (await CreateAsync(access, batch, taken)).Items;
    }

    /// <summary>Without a trigger everything of the tenant's runs; with an empty one nothing does (FACTS 3.1).</summary>
    private Task<WriteResult> CreateAsync(ZohoAccess access, PlannedWrite batch, IReadOnlyList<TakenWrite> taken) => crm.CreateRecords(
        access, SyncNames.ModuleOf(batch.Step), [.. taken.Select(write => JsonNode.Parse(write.Payload)!.AsObject())],
        batch.RunWorkflows ? null : [], CancellationToken.None);

    /// <summary>What Zoho answered must not be lost to a database that is away for a moment; after that the looks find it again.</summary>
    private async Task StoreAsync(string zohoOrg, IReadOnlyList<WriteAnswer> answers)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await writes.AnswerAsync(tenantId, zohoOrg, answers, time.GetUtcNow());
                return;
            }
            catch (Npgsql.NpgsqlException exception) when (attempt < 5)
            {
                LogNotStored(exception, answers.Count, attempt);
                await Task.Delay(Breath * attempt, time);
            }
        }
    }

    private static bool IsTokenRefused(WriteOutcome outcome) =>
        outcome is WriteOutcome.Refused { Error.Kind: ZohoErrorKind.TokenInvalid };

    private Task Tell(Guid callId, SyncStep step) =>
        GrainFactory.GetGrain<ICallSyncGrain>(GrainKeys.CallSync(tenantId, callId)).WriteAnswered(step);

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of {Count} writes could not be carried through; its rows say how far it came.")]
    private partial void LogBatchFailed(Exception exception, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} answers of Zoho could not be stored at attempt {Attempt}.")]
    private partial void LogNotStored(Exception exception, int count, int attempt);
}
