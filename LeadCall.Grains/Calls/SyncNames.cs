using LeadCall.Grains.Zoho;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Calls;

/// <summary>Between the words of the rows and the enums of the messages.</summary>
internal static class SyncNames
{
    public static string Of(SyncStep step) => step switch
    {
        SyncStep.Lead => StepName.Lead,
        SyncStep.Call => StepName.Call,
        SyncStep.Task => StepName.Task,
        SyncStep.Campaign => "campaign",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    public static SyncStep Step(string name) => name switch
    {
        StepName.Lead => SyncStep.Lead,
        StepName.Call => SyncStep.Call,
        StepName.Task => SyncStep.Task,
        "campaign" => SyncStep.Campaign,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public static string Of(SyncLane lane) => lane == SyncLane.Live ? "live" : "late";

    public static SyncLane Lane(string name) => name == "live" ? SyncLane.Live : SyncLane.Late;

    public static string Of(CrmModule module) => module == CrmModule.Leads ? ModuleName.Leads : ModuleName.Contacts;

    public static CrmModule Module(string name) => name == ModuleName.Leads ? CrmModule.Leads : CrmModule.Contacts;

    /// <summary>The module a step writes to.</summary>
    public static string ModuleOf(SyncStep step) => step switch
    {
        SyncStep.Lead => "Leads",
        SyncStep.Call => "Calls",
        SyncStep.Task => "Tasks",
        _ => throw new NotSupportedException($"Step {step} is not written as a record of its own."),
    };
}
