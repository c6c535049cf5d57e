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

    /// <summary>Refused, and the call went on another way; planning the step anew takes a fresh payload.</summary>
    public const string Void = "void";
}

/// <summary>Values of <c>zoho_writes.cause</c>: what stands behind a code of Zoho, and so what follows from it (DESIGN 8).</summary>
public static class ErrorCause
{
    /// <summary>The connection, Zoho's limits or the way there: waiting does not use up the call's attempts.</summary>
    public const string Connection = "connection";

    /// <summary>Nothing is wrong with the request; it may pass later.</summary>
    public const string Passing = "passing";

    /// <summary>The consent lacks a scope.</summary>
    public const string Scope = "scope";

    /// <summary>The consenting user or the owner lacks a right; the tenant's Zoho admin must act (FEATURES F5).</summary>
    public const string Rights = "rights";

    /// <summary>The record exists already; the refusal names it.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>The record it goes to was converted, merged or deleted (FEATURES E15).</summary>
    public const string Target = "target";

    /// <summary>A field that the tenant made mandatory is empty (FEATURES E13).</summary>
    public const string MandatoryField = "mandatory_field";

    /// <summary>This record will be refused again as it is.</summary>
    public const string Data = "data";
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

    /// <summary>A pick that may still be undone.</summary>
    public const string Undo = "undo";
}

/// <summary>Modules a call may be attached to.</summary>
public static class ModuleName
{
    public const string Leads = "Leads";
    public const string Contacts = "Contacts";
}
