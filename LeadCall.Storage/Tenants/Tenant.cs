using System.Collections.Immutable;

namespace LeadCall.Storage.Tenants;

/// <param name="PhoneHashKey">Keys every hash of a phone number of this tenant; 32 bytes.</param>
/// <param name="IsDemo">Made by <c>leadcall up</c>: only such a tenant may be touched by the simulated fleet.</param>
public sealed record Tenant(Guid Id, string Name, bool IsDemo, ImmutableArray<byte> PhoneHashKey, TenantSettings Settings);

/// <summary>A tenant's choices; the defaults are those of the table <c>tenant_settings</c>.</summary>
public sealed record TenantSettings
{
    /// <summary>IANA name; days, due dates and business hours are the tenant's.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>ISO 3166 alpha-2: whose numbers are meant when a number has no country code (FEATURES D5).</summary>
    public string DefaultCountry { get; init; } = "US";

    /// <summary>Last name of a new caller's Lead (FEATURES E1).</summary>
    public string PlaceholderLastName { get; init; } = "Inbound Lead";

    /// <summary>Whether a missed call gets a follow-up Task (FEATURES E6).</summary>
    public bool TasksEnabled { get; init; } = true;

    /// <summary>Stands before the number in a Task's subject.</summary>
    public string TaskSubjectPrefix { get; init; } = "Call back";

    /// <summary>Days between the call's date in <see cref="TimeZone"/> and the Task's due date; 0 to 365.</summary>
    public int TaskDueOffsetDays { get; init; }

    /// <summary>Call Result of an answered call (FEATURES E2).</summary>
    public string CallResultConnected { get; init; } = "Connected";

    /// <summary>Call Result of a missed call.</summary>
    public string CallResultMissed { get; init; } = "Missed";

    /// <summary>Whether a call of somebody who is a Lead already gets a Call record (FEATURES E4).</summary>
    public DuplicateLeadCall DuplicateLeadCall { get; init; } = DuplicateLeadCall.Never;

    /// <summary>Whether a missed call of somebody who is a Lead already gets its Task.</summary>
    public bool DuplicateLeadTask { get; init; } = true;

    /// <summary>Rejected calls and voicemail are treated as missed (FEATURES D3).</summary>
    public bool RejectedCountsAsMissed { get; init; }

    /// <summary>A call older than this is late work (DESIGN 8).</summary>
    public TimeSpan LiveMaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Whether the tenant's Zoho workflows run for live calls (FEATURES E12).</summary>
    public bool WorkflowsLive { get; init; } = true;

    /// <summary>Whether they run for late ones.</summary>
    public bool WorkflowsLate { get; init; }
}

/// <summary>FEATURES E4.</summary>
public enum DuplicateLeadCall
{
    Never,

    /// <summary>Only when LeadCall made the Lead.</summary>
    Own,

    Always,
}
