using System.Collections.Immutable;

namespace LeadCall.Demo.Fleet;

/// <summary>One request of a phone.</summary>
/// <param name="Late">The phone had no network when the calls were made.</param>
public sealed record PlannedUpload(string Phone, ImmutableArray<PlannedCall> Calls, UploadKind Kind, bool Late);

public enum UploadKind
{
    /// <summary>Calls that were not uploaded before.</summary>
    New,

    /// <summary>New calls behind the last ones of the batch before.</summary>
    Overlapping,

    /// <summary>The batch before, once more: its answer was lost on the way to the phone.</summary>
    SameAgain,
}
