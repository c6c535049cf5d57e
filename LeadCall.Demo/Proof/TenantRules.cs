namespace LeadCall.Demo.Proof;

/// <summary>The tenant's settings that decide what a call becomes in Zoho (DESIGN 8).</summary>
public sealed record TenantRules
{
    public required TimeZoneInfo Zone { get; init; }

    public string PlaceholderLastName { get; init; } = "Inbound Lead";

    public bool TasksEnabled { get; init; } = true;

    public string TaskSubjectPrefix { get; init; } = "Call back";

    public int TaskDueOffsetDays { get; init; }

    public string CallResultConnected { get; init; } = "Connected";

    public string CallResultMissed { get; init; } = "Missed";

    /// <summary><c>never</c>, <c>own</c> or <c>always</c> (FEATURES E4).</summary>
    public string DuplicateLeadCall { get; init; } = "never";

    public bool DuplicateLeadTask { get; init; } = true;

    public bool RejectedCountsAsMissed { get; init; }

    public TimeSpan LiveMaxAge { get; init; } = TimeSpan.FromHours(24);

    public bool WorkflowsLive { get; init; } = true;

    public bool WorkflowsLate { get; init; }
}
