using System.Collections.Immutable;
using LeadCall.Grains.Calls;
using LeadCall.Storage.Zoho;
using LeadCall.Zoho;
using LeadCall.Zoho.Coql;
using LeadCall.Zoho.Outcomes;
using Microsoft.Extensions.Logging;

namespace LeadCall.Grains.Zoho;

/// <summary>What is read from Zoho: pages and records of the CRM, and whether a write without an answer happened.</summary>
internal sealed partial class ZohoConnectionGrain
{
    private static readonly ReadAnswer FieldsNotRead =
        ReadAnswer.Trouble("NOT_CONNECTED", "The tenant is not connected to Zoho, or its fields were not read yet.");

    public async Task<CrmPage> ReadChanged(CrmPageRequest request)
    {
        var reading = await ReadingAsync(request.Module);
        if (reading is null)
        {
            return new CrmPage(FieldsNotRead, "", [], false);
        }

        var query = CoqlQuery
            .Select(reading.CatchUpColumns, SyncNames.Of(request.Module), CoqlCondition.AtLeast("Modified_Time", request.ModifiedSince))
            .Ordered("Modified_Time")
            .Skip(request.Offset);
        var (answer, org, page) = await ReadAsync(request.Lane, (access, cancel) => crm.Query(access, query, cancel));
        return page is null
            ? new CrmPage(answer, org, [], false)
            : new CrmPage(answer, org, [.. page.Records.Select(reading.Phones)], page.MoreRecords);
    }

    public async Task<CrmRecords> ReadBack(CrmModule module, ImmutableArray<string> ids, SyncLane lane)
    {
        var reading = await ReadingAsync(module);
        if (reading is null)
        {
            return new CrmRecords(FieldsNotRead, "", []);
        }

        var (answer, org, page) = await ReadAsync(lane, (access, cancel) =>
            crm.GetRecords(access, SyncNames.Of(module), ids, reading.ReadBackFields, cancel));
        return new CrmRecords(answer, org, page is null ? [] : [.. page.Records.Select(reading.Record)]);
    }

    public async Task Look(string zohoOrg, Guid callId, SyncStep step, int looks)
    {
        if (await writes.UnknownAsync(tenantId, zohoOrg, new WriteKey(callId, SyncNames.Of(step)), looks) is not { } write)
        {
            return;
        }

        var module = SyncNames.ModuleOf(step);

        // The write is minutes old: its look is no live work any more.
        var (answer, _, hits) = await ReadAsync(SyncLane.Late, (access, cancel) => crm.Query(access, OutcomeLook.Query(write), cancel));
        if (hits is { Records: [_, ..] })
        {
            (answer, _, hits) = await ReadAsync(SyncLane.Late, (access, cancel) =>
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
            await writes.LookedAsync(tenantId, zohoOrg, write, SyncRules.LooksBeforeRepeat, SyncRules.MostUnknowns, time.GetUtcNow());
        }

        await Tell(callId, step);
    }

    public async Task ReadRecord(RecordQuestion question)
    {
        var (answer, org, lookup) = await ReadAsync(SyncLane.Late, (access, cancel) =>
            crm.GetRecord(access, SyncNames.Of(question.Module), question.RecordId, RecordReading.Fields(question.Module), cancel));
        var standing = answer.IsOk && org != question.ZohoOrg
            ? RecordReading.NotRead(question, ReadAnswer.OtherOrganisation)
            : lookup is null ? RecordReading.NotRead(question, answer) : RecordReading.Of(question, lookup.Record);
        await GrainFactory.GetGrain<ICallSyncGrain>(GrainKeys.CallSync(tenantId, question.CallId)).RecordRead(standing);
    }

    /// <summary>A read with a slot and a token; one forced refresh when Zoho refuses the token (FACTS 1.7).</summary>
    private async Task<(ReadAnswer Answer, string ZohoOrg, T? Value)> ReadAsync<T>(
        SyncLane lane, Func<ZohoAccess, CancellationToken, Task<ZohoResult<T>>> read)
        where T : class
    {
        await slots.WaitAsync(lane);
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
                : (ErrorCauses.Answer(result.Error), access.Connection!.ZohoOrg, null);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for the {Step} of call {CallId} failed: {Code}.")]
    private partial void LogLookFailed(Guid callId, SyncStep step, string? code);
}
