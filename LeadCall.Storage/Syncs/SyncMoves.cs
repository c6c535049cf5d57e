namespace LeadCall.Storage.Syncs;

/// <summary>A pending row that may be worked on now.</summary>
public sealed record DueSync(Guid CallId, string NumberE164, bool Live);

/// <summary>A record of the tenant's CRM.</summary>
public sealed record SyncTarget(string Module, string RecordId);

/// <param name="Payload">The record as JSON, frozen: every send and every look uses it.</param>
public sealed record NewWrite(string Step, string Lane, bool RunWorkflows, string Payload);

/// <summary>What went wrong, with Zoho's own code and text.</summary>
public sealed record SyncError(string Step, string Code, string? Text);

/// <param name="CountsAsAttempt">False while somebody else is the cause: the wait is not the call's fault (DESIGN 8).</param>
public sealed record PutOff(DateTimeOffset DueAt, string WaitingFor, bool CountsAsAttempt, SyncError? Error)
{
    /// <summary>An open incident is the only reason: should it be closed by now, the row is due at once.</summary>
    public bool WhileHeld { get; init; }
}

/// <summary>How a sync ends.</summary>
public sealed record Finish
{
    public required string Status { get; init; }

    public required string? ZohoOrg { get; init; }

    public SyncTarget? Target { get; init; }

    public SyncError? Error { get; init; }

    public SyncError? Warning { get; init; }

    /// <summary>With <c>ambiguous</c>: whom a manager may pick.</summary>
    public IReadOnlyList<SyncCandidate> Candidates { get; init; } = [];
}

/// <summary>A row of <c>sync_candidates</c>.</summary>
public sealed record SyncCandidate(
    string Module, string RecordId, string Name, string? Company, string? Email, string? OwnerName, string MatchedField, bool PossibleOnly);
