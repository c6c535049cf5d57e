namespace LeadCall.Storage.Syncs;

/// <summary>Values of <c>call_syncs.status</c> (docs/call-lifecycle.md).</summary>
public static class SyncStatus
{
    public const string Pending = "pending";
    public const string Created = "created";
    public const string Linked = "linked";
    public const string DuplicateLead = "duplicate_lead";
    public const string Ambiguous = "ambiguous";
    public const string Failed = "failed";
}

/// <summary>Values of <c>zoho_writes.state</c>.</summary>
public static class WriteState
{
    public const string Planned = "planned";
    public const string Sent = "sent";
    public const string Done = "done";
    public const string Refused = "refused";
    public const string Unknown = "unknown";
}

/// <summary>Values of <c>zoho_writes.step</c>, and <see cref="Match"/>, which is no write.</summary>
public static class StepName
{
    public const string Match = "match";
    public const string Lead = "lead";
    public const string Call = "call";
    public const string Task = "task";
}

/// <summary>Values of <c>call_syncs.waiting_for</c>: why a pending row is not worked on.</summary>
public static class WaitingFor
{
    public const string ReadingCrm = "reading_crm";
    public const string Caller = "caller";
    public const string Outcome = "outcome";
    public const string Connection = "connection";
    public const string Retry = "retry";
}

/// <summary>Modules a call may be attached to.</summary>
public static class ModuleName
{
    public const string Leads = "Leads";
    public const string Contacts = "Contacts";
}
