using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Tests.Calls;

/// <summary>Rows of one call, as a decision gets them.</summary>
internal static class Work
{
    public static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-03-10T06:30:00Z", System.Globalization.CultureInfo.InvariantCulture);

    public static CallWork Of(string direction = "missed", SyncSettings? settings = null, params WriteRow[] writes) => new()
    {
        Sync = new SyncRow
        {
            CallId = Guid.Parse("0197a1b2-0000-7000-8000-000000000001"),
            Status = SyncStatus.Pending,
            Generation = 1,
            Origin = "upload",
            NumberE164 = "+919876543210",
            Attempts = 0,
        },
        Call = new CallRow
        {
            Direction = direction,
            StartedAt = Now.AddMinutes(-5),
            Duration = direction == "missed" ? TimeSpan.Zero : TimeSpan.FromSeconds(4505),
            DeviceLabel = "Front Desk",
            Metadata = [KeyValuePair.Create("Lead Source", "Google Ads")],
            OwnerId = "111133000000057662",
        },
        Settings = settings ?? Settings,
        ZohoOrg = "sim:1",
        HashKey = new byte[32],
        Writes = writes,
    };

    public static SyncSettings Settings { get; } = new()
    {
        TimeZone = "Asia/Kolkata",
        PlaceholderLastName = "Inbound Lead",
        TasksEnabled = true,
        TaskSubjectPrefix = "Call back",
        TaskDueOffsetDays = 0,
        CallResultConnected = "Connected",
        CallResultMissed = "Missed",
        DuplicateLeadCall = "never",
        DuplicateLeadTask = true,
        LiveMaxAge = TimeSpan.FromHours(24),
        WorkflowsLive = true,
        WorkflowsLate = false,
    };

    public static WriteRow Write(
        string step, string state, string? code = null, int unknowns = 1, DateTimeOffset? sentAt = null, int looks = 0, DateTimeOffset? lookedAt = null,
        string? cause = null) => new()
    {
        Step = step,
        State = state,
        Lane = "live",
        RunWorkflows = true,
        Unknowns = state == WriteState.Unknown ? unknowns : 0,
        SentAt = state == WriteState.Planned && code is null ? null : sentAt ?? Now.AddSeconds(-1),
        Looks = looks,
        LookedAt = lookedAt,
        RecordId = state == WriteState.Done ? "7000" : null,
        Code = code,
        Message = code is null ? null : "because",
        Cause = cause ?? (code is null ? null : state == WriteState.Planned ? ErrorCause.Passing : ErrorCause.Data),
    };
}
