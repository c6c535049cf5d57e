using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LeadCall.Grains.Calls;
using LeadCall.Storage.Secrets;
using LeadCall.Storage.Zoho;
using LeadCall.Zoho;
using LeadCall.Zoho.Coql;
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

    private readonly ConnectionStore connections;
    private readonly WriteStore writes;
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
        IGrainContext context, ConnectionStore connections, WriteStore writes, ZohoCrmClient crm, ZohoOAuthClient oauth,
        ZohoDataCentres dataCentres, SecretProtector secrets, IWorkPermit permit, IOptions<ZohoConnectionOptions> options, TimeProvider time,
        ILogger<ZohoConnectionGrain> logger)
    {
        (this.connections, this.writes, this.crm, this.permit) = (connections, writes, crm, permit);
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

    public async Task<CrmPage> ReadChanged(CrmPageRequest request)
    {
        var reading = await ReadingAsync(request.Module);
        if (reading is null)
        {
            return new CrmPage(new ReadAnswer("NOT_CONNECTED", "The tenant is not connected to Zoho, or its fields were not read yet."), "", [], false);
        }

        var query = CoqlQuery
            .Select(reading.CatchUpColumns, SyncNames.Of(request.Module), CoqlCondition.AtLeast("Modified_Time", request.ModifiedSince))
            .Ordered("Modified_Time")
            .Skip(request.Offset);
        var (answer, org, page) = await ReadAsync((access, cancel) => crm.Query(access, query, cancel));
        return page is null
            ? new CrmPage(answer, org, [], false)
            : new CrmPage(answer, org, [.. page.Records.Select(reading.Phones)], page.MoreRecords);
    }

    public async Task<CrmRecords> ReadBack(CrmModule module, ImmutableArray<string> ids)
    {
        var reading = await ReadingAsync(module);
        if (reading is null)
        {
            return new CrmRecords(new ReadAnswer("NOT_CONNECTED", "The tenant is not connected to Zoho, or its fields were not read yet."), "", []);
        }

        var (answer, org, page) = await ReadAsync((access, cancel) =>
            crm.GetRecords(access, SyncNames.Of(module), ids, reading.ReadBackFields, cancel));
        return new CrmRecords(answer, org, page is null ? [] : [.. page.Records.Select(reading.Record)]);
    }

    public async Task<ReadAnswer> RefreshMetadata()
    {
        foreach (var module in new[] { CrmModule.Leads, CrmModule.Contacts })
        {
            var (answer, org, fields) = await ReadAsync((access, cancel) => crm.ListFields(access, SyncNames.Of(module), cancel));
            if (fields is null)
            {
                return answer;
            }

            await connections.SaveFieldsAsync(tenantId, org, SyncNames.Of(module), [.. fields.Select(Row)], time.GetUtcNow());
            readings.Remove(module);
        }

        return ReadAnswer.Ok;
    }

    public async Task Look(string zohoOrg, Guid callId, SyncStep step)
    {
        if (await writes.UnknownAsync(tenantId, zohoOrg, new WriteKey(callId, SyncNames.Of(step))) is not { } write)
        {
            return;
        }

        var module = SyncNames.ModuleOf(step);
        var (answer, _, hits) = await ReadAsync((access, cancel) => crm.Query(access, OutcomeLook.Query(write), cancel));
        if (hits is { Records: [_, ..] })
        {
            (answer, _, hits) = await ReadAsync((access, cancel) =>
                crm.GetRecords(access, module, [.. hits.Records.Select(hit => hit.Id)], OutcomeLook.ReadBackFields, cancel));
        }

        if (hits is null)
        {
            LogLookFailed(callId, step, answer.Code);
            return;
        }

        if (OutcomeLook.Find(write, hits.Records) is { } found)
        {
            await writes.AnswerAsync(tenantId, zohoOrg, [new WriteAnswer(write.Key, write.Sends, "done", "done", found, null, null)], time.GetUtcNow());
        }
        else
        {
            await writes.LookedAsync(tenantId, zohoOrg, write, SyncRules.LooksBeforeRepeat, time.GetUtcNow());
        }

        await Tell(callId, step);
    }

    private void SendWhatIsReady()
    {
        var now = time.GetUtcNow();
        while (permit.IsHeld && slots.HasFree && waiting.Take(now) is { } batch)
        {
            slots.Take();
            var task = SendAsync(batch);
            if (!task.IsCompleted)
            {
                sending.Add(task);
            }
        }

        lingerTimer?.Dispose();
        lingerTimer = slots.HasFree && waiting.NextReadyAt is { } readyAt
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
            var reason = access.Answer.IsOk ? new ReadAnswer("NOT_CONNECTED", "The connected organisation is another one now.") : access.Answer;
            await writes.HoldAsync(tenantId, first.ZohoOrg, keys, reason.Code!, reason.Message, time.GetUtcNow());
            return;
        }

        var taken = await writes.TakeAsync(tenantId, first.ZohoOrg, keys, time.GetUtcNow());
        if (taken.Count > 0)
        {
            await StoreAsync(first.ZohoOrg, await SendAsync(granted, SyncNames.ModuleOf(first.Step), taken, first.RunWorkflows));
        }
    }

    /// <summary>
    /// One request; when Zoho refuses all of it for something that may be wrong with one record only, one request each, so that one bad
    /// record does not fail its neighbours (DESIGN 4.7).
    /// </summary>
    private async Task<IReadOnlyList<WriteAnswer>> SendAsync(ZohoAccess access, string module, IReadOnlyList<TakenWrite> taken, bool runWorkflows)
    {
        var together = await SendOnceAsync(access, module, taken, runWorkflows);
        if (taken.Count == 1 || !together.All(MayPassAlone))
        {
            return [.. taken.Zip(together, WriteAnswers.Of)];
        }

        var answers = new List<WriteAnswer>(taken.Count);
        foreach (var write in taken)
        {
            var alone = await SendOnceAsync(access, module, [write], runWorkflows);
            answers.Add(WriteAnswers.Of(write, alone[0]));
        }

        return answers;
    }

    private static bool MayPassAlone(WriteOutcome outcome) =>
        outcome is WriteOutcome.Refused { WholeRequest: true, Error.Kind: ZohoErrorKind.PermanentRefusal };

    private async Task<ImmutableArray<WriteOutcome>> SendOnceAsync(
        ZohoAccess access, string module, IReadOnlyList<TakenWrite> taken, bool runWorkflows)
    {
        var records = taken.Select(write => JsonNode.Parse(write.Payload)!.AsObject()).ToArray();
        IReadOnlyList<string>? trigger = runWorkflows ? null : [];
        var result = await crm.CreateRecords(access, module, records, trigger, CancellationToken.None);
        if (result.Items.All(IsTokenRefused) && (await tokens.RenewAsync(access.AccessToken)).Access is { } renewed)
        {
            result = await crm.CreateRecords(renewed, module, records, trigger, CancellationToken.None);
        }

        return result.Items;
    }

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

    /// <summary>A read with a slot and a token; one forced refresh when Zoho refuses the token (FACTS 1.7).</summary>
    private async Task<(ReadAnswer Answer, string ZohoOrg, T? Value)> ReadAsync<T>(Func<ZohoAccess, CancellationToken, Task<ZohoResult<T>>> read)
        where T : class
    {
        await slots.WaitAsync();
        try
        {
            var access = await tokens.GetAsync();
            if (access.Access is not { } granted)
            {
                return (access.Answer, "", null);
            }

            var result = await read(granted, CancellationToken.None);
            if (result.Error?.Kind == ZohoErrorKind.TokenInvalid && (await tokens.RenewAsync(granted.AccessToken)).Access is { } renewed)
            {
                result = await read(renewed, CancellationToken.None);
            }

            return result.IsSuccess
                ? (ReadAnswer.Ok, access.Connection!.ZohoOrg, result.Value)
                : (new ReadAnswer(result.Error.Code, result.Error.Message), access.Connection!.ZohoOrg, null);
        }
        finally
        {
            slots.Release();
            SendWhatIsReady();
        }
    }

    /// <summary>Loaded once, however many ask at the same time.</summary>
    private Task<CrmReading?> ReadingAsync(CrmModule module) =>
        readings.TryGetValue(module, out var known) ? known : readings[module] = LoadReadingAsync(module);

    private async Task<CrmReading?> LoadReadingAsync(CrmModule module)
    {
        CrmReading? reading = null;
        try
        {
            await Task.Yield();
            if ((await tokens.GetAsync()).Connection is { } connection)
            {
                var fields = await connections.FieldsAsync(tenantId, connection.ZohoOrg, SyncNames.Of(module));
                reading = fields.Count == 0 ? null : new CrmReading(module, fields);
            }

            return reading;
        }
        finally
        {
            if (reading is null)
            {
                readings.Remove(module);
            }
        }
    }

    private Task Tell(Guid callId, SyncStep step) =>
        GrainFactory.GetGrain<ICallSyncGrain>(GrainKeys.CallSync(tenantId, callId)).WriteAnswered(step);

    private static FieldRow Row(LeadCall.Zoho.Organisation.ZohoField field) => new(
        field.ApiName, field.Label, field.DataType, field.Length, field.WritableOnCreate, field.SystemMandatory,
        [.. field.PickListValues.Where(value => value.Used).Select(value => value.ActualValue)]);

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of {Count} writes could not be carried through; its rows say how far it came.")]
    private partial void LogBatchFailed(Exception exception, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} answers of Zoho could not be stored at attempt {Attempt}.")]
    private partial void LogNotStored(Exception exception, int count, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for the {Step} of call {CallId} failed: {Code}.")]
    private partial void LogLookFailed(Guid callId, SyncStep step, string? code);
}
