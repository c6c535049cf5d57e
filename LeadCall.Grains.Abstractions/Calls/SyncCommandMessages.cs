using LeadCall.Grains.Zoho;

namespace LeadCall.Grains.Calls;

/// <summary>Who asks for a command, and what that person saw when deciding.</summary>
/// <param name="Seen">Null: the command is meant for the row as it is now.</param>
[GenerateSerializer, Immutable, Alias("leadcall.CommandBy")]
public sealed record CommandBy(
    [property: Id(0)] Guid UserId,
    [property: Id(1)] string UserName,
    [property: Id(2)] SyncSeen? Seen = null);

/// <summary>The row as the person saw it; a part that is null is not compared.</summary>
/// <param name="Generation">Counts plans and ends of the sync. For an undo it says which pick was seen.</param>
[GenerateSerializer, Immutable, Alias("leadcall.SyncSeen")]
public sealed record SyncSeen(
    [property: Id(0)] string? Status,
    [property: Id(1)] int? Generation);

/// <summary>The candidate a person picked for an ambiguous call.</summary>
/// <param name="Remember">Later ambiguous calls of this number go there too (FEATURES F3).</param>
[GenerateSerializer, Immutable, Alias("leadcall.SyncPick")]
public sealed record SyncPick(
    [property: Id(0)] CrmModule Module,
    [property: Id(1)] string RecordId,
    [property: Id(2)] bool Remember);

/// <summary>What became of a command: carried out, or refused with a reason that names the present status.</summary>
/// <param name="Status">The status of the sync after the command; null when the call has none.</param>
/// <param name="Generation">After the command; with it an undo says which pick it means.</param>
/// <param name="Code">Null when carried out; otherwise one of <see cref="CommandRefusal"/>.</param>
/// <param name="Message">With a refusal: what, why, and what to do.</param>
/// <param name="DueAt">When the call goes on: after a resolve the end of the time to undo it.</param>
[GenerateSerializer, Immutable, Alias("leadcall.CommandAnswer")]
public sealed record CommandAnswer(
    [property: Id(0)] string? Status,
    [property: Id(1)] int Generation,
    [property: Id(2)] string? Code,
    [property: Id(3)] string? Message,
    [property: Id(4)] DateTimeOffset? DueAt)
{
    public bool IsDone => Code is null;
}

/// <summary>Values of <see cref="CommandAnswer.Code"/>: stable, for the API.</summary>
public static class CommandRefusal
{
    /// <summary>The call is not synced at all.</summary>
    public const string NoSync = "NO_SYNC";

    /// <summary>It did not fail and has no warning.</summary>
    public const string NotRetryable = "NOT_RETRYABLE";

    /// <summary>It does not wait for a person's pick.</summary>
    public const string NotAmbiguous = "NOT_AMBIGUOUS";

    /// <summary>The picked record is none of those the call could belong to, in the connected organisation.</summary>
    public const string NotACandidate = "NOT_A_CANDIDATE";

    /// <summary>Nobody picked a record for this call.</summary>
    public const string NothingToUndo = "NOTHING_TO_UNDO";

    /// <summary>The pick is being written or is written.</summary>
    public const string TooLateToUndo = "TOO_LATE_TO_UNDO";

    /// <summary>The row is no longer what the person saw.</summary>
    public const string ChangedMeanwhile = "CHANGED_MEANWHILE";
}
