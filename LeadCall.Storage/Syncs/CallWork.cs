namespace LeadCall.Storage.Syncs;

/// <summary>Everything the rows say about one call and its sync: what a decision is made from.</summary>
public sealed record CallWork
{
    public required SyncRow Sync { get; init; }

    public required CallRow Call { get; init; }

    public required SyncSettings Settings { get; init; }

    /// <summary>Null: the tenant has no active connection.</summary>
    public required string? ZohoOrg { get; init; }

    /// <summary>The tenant's key for hashes of phone numbers.</summary>
    public required byte[] HashKey { get; init; }

    /// <summary>The connection has an open incident: nothing begins.</summary>
    public bool Held { get; init; }

    /// <summary>This call holds the claim to make the Lead of its number.</summary>
    public bool HoldsClaim { get; init; }

    /// <summary>Writes of the connected organisation; those of another organisation are never read.</summary>
    public required IReadOnlyList<WriteRow> Writes { get; init; }

    /// <summary>The record of the connected organisation this call goes to; null while it is not known, or when it is gone.</summary>
    public SyncTarget? Target => Sync.ZohoOrg == ZohoOrg && Sync is { TargetModule: { } module, TargetId: { } id } ? new SyncTarget(module, id) : null;

    /// <summary>The target, if a person picked it (for this call, or once for its number).</summary>
    public SyncTarget? Pick => Sync.Picked is { } picked && picked == Target ? picked : null;

    /// <summary>The write of a step; a void one counts no longer.</summary>
    public WriteRow? Write(string step) => Writes.FirstOrDefault(write => write.Step == step && write.State != WriteState.Void);
}

/// <summary>A row of <c>call_syncs</c>.</summary>
public sealed record SyncRow
{
    public required Guid CallId { get; init; }

    public required string Status { get; init; }

    public required int Generation { get; init; }

    public required string Origin { get; init; }

    public required string NumberE164 { get; init; }

    public required int Attempts { get; init; }

    /// <summary>One of <see cref="Syncs.WaitingFor"/>; null while it is worked on.</summary>
    public string? WaitingFor { get; init; }

    public string? ZohoOrg { get; init; }

    public string? TargetModule { get; init; }

    public string? TargetId { get; init; }

    /// <summary>The record it went to is gone: the caller must be matched again before anything else (FEATURES E15).</summary>
    public bool Rematch { get; init; }

    /// <summary>How often refused steps were given up and the call went on another way.</summary>
    public int Detours { get; init; }

    /// <summary>Null when the sync has ended.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What a person picked; it counts while it is also the target.</summary>
    public SyncTarget? Picked { get; init; }

    public string? PickedBy { get; init; }

    public DateTimeOffset? PickedAt { get; init; }

    /// <summary>The generation that the pick made; null when it was remembered and not made for this call.</summary>
    public int? PickedGeneration { get; init; }

    /// <summary>A step that ended with a warning is tried anew: this status is how the sync ended, and how it will end.</summary>
    public string? KeepsStatus { get; init; }

    /// <summary>The step that ended with a warning.</summary>
    public string? WarningStep { get; init; }

    public string? ErrorCode { get; init; }
}

/// <summary>The call with what it was attributed to.</summary>
public sealed record CallRow
{
    public required string Direction { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    public required string DeviceLabel { get; init; }

    /// <summary>The assignment's rows, in order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; }

    /// <summary>The Zoho user mapped to the rep who held the device at call time; null: Owner is omitted (FEATURES E7).</summary>
    public string? OwnerId { get; init; }
}

/// <summary>The tenant's settings that decide what is written (FEATURES E4, E6, E12).</summary>
public sealed record SyncSettings
{
    public required string TimeZone { get; init; }

    public required string PlaceholderLastName { get; init; }

    public required bool TasksEnabled { get; init; }

    public required string TaskSubjectPrefix { get; init; }

    public required int TaskDueOffsetDays { get; init; }

    public required string CallResultConnected { get; init; }

    public required string CallResultMissed { get; init; }

    public required string DuplicateLeadCall { get; init; }

    public required bool DuplicateLeadTask { get; init; }

    public required TimeSpan LiveMaxAge { get; init; }

    public required bool WorkflowsLive { get; init; }

    public required bool WorkflowsLate { get; init; }
}

/// <summary>A row of <c>zoho_writes</c>.</summary>
public sealed record WriteRow
{
    public required string Step { get; init; }

    public required string State { get; init; }

    public required string Lane { get; init; }

    public required bool RunWorkflows { get; init; }

    /// <summary>Sends whose outcome nobody knows.</summary>
    public required int Unknowns { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When the answer came, or when it was clear that none would; null when its sender died.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    public int Looks { get; init; }

    public DateTimeOffset? LookedAt { get; init; }

    public string? RecordId { get; init; }

    public string? Code { get; init; }

    public string? Message { get; init; }

    /// <summary>One of <see cref="ErrorCause"/>; null while nothing went wrong.</summary>
    public string? Cause { get; init; }

    /// <summary>API name of the field the code is about.</summary>
    public string? Field { get; init; }

    /// <summary>With <see cref="ErrorCause.Duplicate"/>: the record that exists already.</summary>
    public SyncTarget? Named { get; init; }
}
