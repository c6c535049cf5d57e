using LeadCall.Grains.Calls;
using LeadCall.Storage.Syncs;
using LeadCall.Storage.Zoho;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace LeadCall.Grains.Zoho;

/// <summary>
/// Answers who a number is from <c>crm_phones</c>, after a catch-up that began late enough. One loop works at a time; questions that
/// arrive meanwhile wait for the next catch-up together. Reentrant, because the loop spans requests to Zoho.
/// </summary>
[Reentrant]
internal sealed partial class CrmIndexGrain(
    CrmPhoneStore phones, ConnectionStore connections, SyncStore syncs, IOptions<CrmIndexOptions> options, TimeProvider time,
    ILogger<CrmIndexGrain> logger) : Grain, ICrmIndexGrain
{
    private static readonly CrmModule[] Modules = [CrmModule.Leads, CrmModule.Contacts];

    private readonly List<(CrmQuestion Question, DateTimeOffset AskedAt)> questions = [];
    private Guid tenantId;
    private NumberReading? reading;
    private bool working;
    private bool readIn;

    /// <summary>Questions taken up and not yet answered.</summary>
    private readonly List<CrmQuestion> inHand = [];

    /// <summary>The organisation whose first read-in is known to be complete.</summary>
    private string? filledOrg;
    private DateTimeOffset lastBegun = DateTimeOffset.MinValue;

    /// <summary>Begin of the last catch-up that came to its end.</summary>
    private DateTimeOffset freshAsOf = DateTimeOffset.MinValue;

    /// <summary>Questions one of whose records was gone or converted when it was read back: a catch-up begun after that must answer them.</summary>
    private readonly HashSet<CrmQuestion> askedAgain = [];

    private int lastRequests;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        tenantId = GrainKeys.TenantOf(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public Task Find(CrmQuestion question)
    {
        // A call that was started twice asks twice; the later time counts.
        questions.RemoveAll(entry => entry.Question == question);
        questions.Add((question, time.GetUtcNow()));
        return WorkAsync();
    }

    public Task ReadIn()
    {
        readIn = true;
        return WorkAsync();
    }

    private IZohoConnectionGrain Connection => GrainFactory.GetGrain<IZohoConnectionGrain>(GrainKeys.ZohoConnection(tenantId));

    /// <summary>Works until nobody waits. The message that finds nobody working does the work; all others return at once.</summary>
    private async Task WorkAsync()
    {
        if (working)
        {
            return;
        }

        working = true;
        try
        {
            while (questions.Count > 0 || readIn)
            {
                await WorkOnceAsync();
            }
        }
        catch (Exception exception)
        {
            readIn = false;
            await GiveUpAsync(exception);
        }
        finally
        {
            working = false;
        }
    }

    /// <summary>Whoever asked is told that there is no answer and tries later; a call that cannot be told asks again when its lease runs out.</summary>
    private async Task GiveUpAsync(Exception exception)
    {
        inHand.AddRange(TakeQuestions());
        askedAgain.Clear();
        LogStopped(exception, inHand.Count);
        try
        {
            await AnswerAllAsync([.. inHand.Distinct()], question => new CrmMatch(
                ReadAnswer.Trouble("INDEX_FAILED", "The index of the CRM's numbers could not be read."), false, "", [], question.KnownLeadId));
        }
        catch (OrleansException notTold)
        {
            LogStopped(notTold, inHand.Count);
        }

        inHand.Clear();
    }

    private async Task WorkOnceAsync()
    {
        reading ??= await phones.ReadingAsync(tenantId);
        if (await connections.ActiveAsync(tenantId) is not { ZohoOrg: var org })
        {
            readIn = false;
            await AnswerAllAsync(TakeQuestions(), question => new CrmMatch(
                ReadAnswer.NotConnected, false, "", [], question.KnownLeadId));
            return;
        }

        if (filledOrg != org && !await IsFilledAsync(org))
        {
            await ReadInAsync(org);
            return;
        }

        filledOrg = org;
        readIn = false;
        // A live question waits for a catch-up; late ones then share it.
        var freshEnough = questions.All(IsFreshEnough) ? questions.Select(entry => entry.Question).ToArray() : [];
        if (freshEnough.Length > 0)
        {
            questions.Clear();
            inHand.AddRange(freshEnough);
            await AnswerFromIndexAsync(org, freshEnough, SyncLane.Late);
        }
        else if (questions.Count > 0)
        {
            await PauseAsync();
            var asked = TakeQuestions();
            inHand.AddRange(asked);
            lastBegun = time.GetUtcNow();
            var begun = lastBegun;
            var lane = LaneOf(asked);
            var answer = await CatchUpAsync(org, lane);
            if (answer.IsOk)
            {
                freshAsOf = begun;
                await AnswerFromIndexAsync(org, asked, lane);
            }
            else
            {
                await AnswerAllAsync(asked, question => new CrmMatch(answer, false, org, [], question.KnownLeadId));
            }
        }
    }

    /// <summary>Live calls need a catch-up begun after they asked; late ones are content with a recent one.</summary>
    private bool IsFreshEnough((CrmQuestion Question, DateTimeOffset AskedAt) entry) =>
        entry.Question.Lane == SyncLane.Late && !askedAgain.Contains(entry.Question) && freshAsOf + options.Value.LateFreshness > time.GetUtcNow();

    private async Task<bool> IsFilledAsync(string org)
    {
        foreach (var module in Modules)
        {
            if (await phones.WatermarkAsync(tenantId, org, SyncNames.Of(module)) is not { IsFilled: true })
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads the whole CRM once; calls that ask meanwhile are told so and come back when it is done.</summary>
    private async Task ReadInAsync(string org)
    {
        readIn = false;
        await AnswerAllAsync(TakeQuestions(), question => new CrmMatch(ReadAnswer.Ok, true, org, [], question.KnownLeadId));
        var answer = await Connection.RefreshMetadata();
        if (answer.IsOk)
        {
            lastBegun = time.GetUtcNow();
            answer = await CatchUpAsync(org, SyncLane.Live);
        }

        await AnswerAllAsync(TakeQuestions(), question => new CrmMatch(answer, answer.IsOk, org, [], question.KnownLeadId));
        if (answer.IsOk)
        {
            filledOrg = org;
            await syncs.EndWaitAsync(tenantId, WaitingFor.ReadingCrm, time.GetUtcNow());
            await GrainFactory.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(tenantId)).Nudge();
        }
        else
        {
            LogReadInFailed(answer.Code);
        }
    }

    /// <summary>A catch-up that cost much is followed by a longer pause, so that a busy hour does not spend the tenant's budget on reading.</summary>
    private async Task PauseAsync()
    {
        var wanted = options.Value.PausePerRequest * lastRequests;
        var pause = lastBegun + (wanted < options.Value.MostPause ? wanted : options.Value.MostPause) - time.GetUtcNow();
        if (pause > TimeSpan.Zero && lastBegun > DateTimeOffset.MinValue)
        {
            await Task.Delay(pause, time);
        }
    }

    /// <summary>One live call among them makes the reading live for all.</summary>
    private static SyncLane LaneOf(IEnumerable<CrmQuestion> asked) => asked.Min(question => question.Lane);

    private async Task<ReadAnswer> CatchUpAsync(string org, SyncLane lane)
    {
        var read = await Task.WhenAll(Modules.Select(module => CatchUpAsync(org, module, lane)));
        lastRequests = read.Sum(one => one.Requests);
        return read.Select(one => one.Answer).FirstOrDefault(answer => !answer.IsOk) ?? ReadAnswer.Ok;
    }

    private async Task<(ReadAnswer Answer, int Requests)> CatchUpAsync(string org, CrmModule module, SyncLane lane)
    {
        var name = SyncNames.Of(module);
        var mark = await phones.WatermarkAsync(tenantId, org, name);
        var since = mark is null ? DateTimeOffset.UnixEpoch : mark.ReadUpTo - options.Value.Overlap;
        var readUpTo = mark?.ReadUpTo ?? DateTimeOffset.UnixEpoch;
        var offset = 0;
        for (var requests = 1; ; requests++)
        {
            var page = await Connection.ReadChanged(new CrmPageRequest(module, since, offset, lane));
            if (!page.Answer.IsOk)
            {
                return (page.Answer, requests);
            }

            if (page.ZohoOrg != org)
            {
                return (ReadAnswer.OtherOrganisation, requests);
            }

            readUpTo = page.Records.Select(record => record.ModifiedAt).Append(readUpTo).Max();
            await phones.TakeInAsync(
                tenantId, org, name, [.. page.Records.Select(record => record.RecordId)],
                [.. page.Records.Where(record => !record.Converted).SelectMany(record => CrmNumbers.Rows(record, reading!))],
                new Watermark(readUpTo, IsFilled: !page.More), time.GetUtcNow());
            if (!page.More || page.Records.IsEmpty)
            {
                return (ReadAnswer.Ok, requests);
            }

            (since, offset) = CrmPaging.Next(page.Records, since, offset);
        }
    }

    private async Task AnswerFromIndexAsync(string org, IReadOnlyList<CrmQuestion> asked, SyncLane lane)
    {
        var hashes = asked.Select(question => CrmNumbers.Hashes(question.NumberE164, reading!).ToArray()).ToArray();
        var hits = await phones.FindAsync(tenantId, org, [.. hashes.SelectMany(hash => hash)]);
        var wanted = asked.Zip(hashes, (question, mine) => (Question: question, Records: CrmNumbers.Wanted(question, hits, mine))).ToArray();
        var (answer, records) = await ReadBackAsync(org, [.. wanted.SelectMany(one => one.Records).Distinct()], lane);
        var readBackAt = time.GetUtcNow();
        foreach (var (question, mine) in wanted)
        {
            var found = records.Where(record => !record.Converted && mine.Contains((record.Module, record.RecordId))).ToArray();
            if (answer.IsOk && found.Length < mine.Count && askedAgain.Add(question))
            {
                inHand.Remove(question);
                questions.Add((question, readBackAt));
                continue;
            }

            askedAgain.Remove(question);
            await AnswerAllAsync([question], _ => new CrmMatch(
                answer, false, org, answer.IsOk ? CrmNumbers.Candidates(question, found, reading!) : [], question.KnownLeadId));
        }
    }

    /// <summary>Every hit is read back before it is used; what is gone or converted leaves the index.</summary>
    private async Task<(ReadAnswer Answer, IReadOnlyList<CrmRecord> Records)> ReadBackAsync(
        string org, IReadOnlyList<(CrmModule Module, string RecordId)> wanted, SyncLane lane)
    {
        var records = new List<CrmRecord>();
        foreach (var module in Modules)
        {
            foreach (var ids in wanted.Where(one => one.Module == module).Select(one => one.RecordId).Chunk(100))
            {
                var read = await Connection.ReadBack(module, [.. ids], lane);
                if (!read.Answer.IsOk)
                {
                    return (read.Answer, []);
                }

                records.AddRange(read.Records);
                var gone = ids.Except(read.Records.Where(record => !record.Converted).Select(record => record.RecordId), StringComparer.Ordinal).ToArray();
                if (gone.Length > 0)
                {
                    await phones.ForgetAsync(tenantId, org, SyncNames.Of(module), gone);
                }
            }
        }

        return (ReadAnswer.Ok, records);
    }

    private List<CrmQuestion> TakeQuestions()
    {
        var taken = questions.Select(entry => entry.Question).ToList();
        questions.Clear();
        return taken;
    }

    private async Task AnswerAllAsync(IReadOnlyList<CrmQuestion> asked, Func<CrmQuestion, CrmMatch> answer)
    {
        foreach (var question in asked)
        {
            await GrainFactory.GetGrain<ICallSyncGrain>(GrainKeys.CallSync(tenantId, question.CallId)).Matched(answer(question) with { Picked = question.Picked });
            inHand.Remove(question);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Reading the CRM stopped; {Count} calls will ask again.")]
    private partial void LogStopped(Exception exception, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The first read-in of the CRM did not come to its end: {Code}. It goes on when the next call asks.")]
    private partial void LogReadInFailed(string? code);
}
