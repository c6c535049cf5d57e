using LeadCall.Grains.Zoho;
using Orleans.Concurrency;

namespace LeadCall.Grains.Calls;

/// <summary>Serialises everything about the sync of one call. Any activation may be lost or doubled at any point: the rows decide.</summary>
[Alias("leadcall.ICallSyncGrain")]
public interface ICallSyncGrain : IGrainWithStringKey
{
    /// <summary>Takes the call one step on from whatever its rows say.</summary>
    /// <param name="crowded">Many calls are under way: its writes may wait a moment for company (a full batch costs one credit).</param>
    [OneWay, Alias("Run")]
    Task Run(bool crowded);

    /// <summary>The CRM index has looked for the caller.</summary>
    [OneWay, Alias("Matched")]
    Task Matched(CrmMatch match);

    /// <summary>The record that a refusal is about was read.</summary>
    [OneWay, Alias("RecordRead")]
    Task RecordRead(RecordStanding standing);

    /// <summary>A write of this call was answered; its result is in <c>zoho_writes</c>.</summary>
    [OneWay, Alias("WriteAnswered")]
    Task WriteAnswered(SyncStep step);

    /// <summary>A person asks to try a failed call anew, or the step that ended with a warning. What is done stays done.</summary>
    [Alias("Retry")]
    Task<CommandAnswer> Retry(CommandBy by);

    /// <summary>A person picks the record an ambiguous call belongs to (FEATURES F3). Written once the time to undo it is over.</summary>
    [Alias("Resolve")]
    Task<CommandAnswer> Resolve(SyncPick pick, CommandBy by);

    /// <summary>A person takes a pick back, as long as nothing was written for it.</summary>
    [Alias("Undo")]
    Task<CommandAnswer> Undo(CommandBy by);
}

/// <summary>One write in Zoho (DESIGN 2).</summary>
[GenerateSerializer, Alias("leadcall.sync-step")]
public enum SyncStep
{
    [Id(0)] Lead,
    [Id(1)] Call,
    [Id(2)] Task,
    [Id(3)] Campaign,
}

/// <summary>Decides priority and whether the tenant's Zoho workflows run (DESIGN 8).</summary>
[GenerateSerializer, Alias("leadcall.sync-lane")]
public enum SyncLane
{
    [Id(0)] Live,
    [Id(1)] Late,
}
