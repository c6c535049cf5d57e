using System.Collections.Immutable;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Proof;

/// <summary>A stored call with all our database says of it.</summary>
/// <param name="Direction">As stored: <c>inbound</c>, <c>missed</c>, …</param>
/// <param name="Source">The assignment fixed on the call; null = none.</param>
/// <param name="OwnerId">The Zoho user whom the holder at call time is mapped to; null = owner omitted.</param>
public sealed record CallFact(
    Guid CallId,
    string DeviceLabel,
    string InstallId,
    string Direction,
    DateTimeOffset ReportedStartedAt,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    string? NumberRaw,
    string? NumberE164,
    string? Role,
    Guid? RepId,
    string? OwnerId,
    Source? Source,
    string? IneligibleReason,
    SyncFact? Sync,
    ImmutableArray<WriteFact> Writes)
{
    public const string Missed = "missed";
    public const string Inbound = "inbound";

    /// <summary>How a person would name the call.</summary>
    public override string ToString() =>
        $"call {CallId} ({DeviceLabel}, {StartedAt:yyyy-MM-dd HH:mm:ss}Z, {Direction}, {NumberE164 ?? NumberRaw ?? "withheld"})";
}

/// <summary>The row of <c>call_syncs</c>.</summary>
public sealed record SyncFact(
    string Status, string Origin, string? ErrorStep, string? ErrorCode, string? ErrorText, string? WarningCode, string? TargetModule, string? TargetId)
{
    public const string Pending = "pending";
    public const string Created = "created";
    public const string Linked = "linked";
    public const string DuplicateLead = "duplicate_lead";
    public const string Ambiguous = "ambiguous";
    public const string Failed = "failed";
}

/// <summary>A row of <c>zoho_writes</c>.</summary>
/// <param name="Ref">Our ref as it stands in the frozen payload; null when the payload has none.</param>
public sealed record WriteFact(
    string Step, string Lane, bool RunWorkflows, string State, DateTimeOffset PlannedAt, string? RecordId, string? Code, string? Ref)
{
    public const string Lead = "lead";
    public const string Call = "call";
    public const string Task = "task";
    public const string Live = "live";
    public const string Late = "late";

    /// <summary>The Zoho module a step writes to.</summary>
    public static string ModuleOf(string step) => step switch
    {
        Lead => "Leads",
        Call => "Calls",
        Task => "Tasks",
        _ => step,
    };
}
