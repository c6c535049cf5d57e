using System.Collections.Immutable;

namespace LeadCall.Zoho.Outcomes;

/// <summary>
/// What became of one record we asked Zoho to write. Only <see cref="NotSent"/> and <see cref="Refused"/> may be
/// repeated without looking first; <see cref="Unknown"/> may have happened, now or a little later.
/// </summary>
public abstract record WriteOutcome
{
    private WriteOutcome()
    {
    }

    /// <summary>No byte of the request's body left this process.</summary>
    public sealed record NotSent(NotSentReason Reason, string Explanation) : WriteOutcome;

    /// <summary>Zoho answered that it did not write it.</summary>
    /// <param name="WholeRequest">The error speaks of the request, not of this record: sent alone the record may pass.</param>
    public sealed record Refused(ZohoError Error, bool WholeRequest = false) : WriteOutcome;

    /// <summary>Zoho wrote it.</summary>
    /// <param name="ApprovalState"><c>$approval_state</c>; other than <c>approved</c> the record may stay hidden from search (FACTS 3.2).</param>
    public sealed record Done(string Id, DateTimeOffset? CreatedAt = null, string? ApprovalState = null) : WriteOutcome;

    /// <summary>The request left and no answer that can be trusted came back.</summary>
    public sealed record Unknown(UnknownReason Reason, string Explanation, int? HttpStatus = null) : WriteOutcome;
}

public enum NotSentReason
{
    ConnectFailed,
    TimedOutBeforeSending,
    CancelledBeforeSending,
    CircuitOpen,
    UnknownServer,
}

public enum UnknownReason
{
    /// <summary>500, 502, 503, 504 and every other status that does not say whether the write happened.</summary>
    ServerError,

    /// <summary>The connection broke after the body had begun to leave.</summary>
    ConnectionLost,

    /// <summary>No answer in time after the body had begun to leave.</summary>
    TimedOut,

    /// <summary>The caller gave up after the body had begun to leave.</summary>
    Cancelled,

    /// <summary>A success status with a body that is cut, not JSON or not of the known form.</summary>
    UnreadableAnswer,

    /// <summary>Zoho told more or fewer results than records were sent.</summary>
    ResultCountDiffers,
}

/// <summary>The outcomes of one write request, one per record, in the order in which the records were given.</summary>
public sealed record WriteResult(ImmutableArray<WriteOutcome> Items, ZohoCallNotes Notes);
