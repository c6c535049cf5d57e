namespace LeadCall.Storage.Calls;

/// <summary>A call to be stored.</summary>
/// <param name="CallId">Used if the call is new.</param>
/// <param name="Direction">A value of the column <c>calls.direction</c>.</param>
/// <param name="ReportedStartedAt">As the phone said it; part of the call's identity.</param>
/// <param name="StartedAt">Corrected; not later than the batch was received. Attribution goes by it.</param>
/// <param name="NumberKey">Keyed hash of the number as reported, 16 bytes; part of the identity.</param>
/// <param name="IneligibleReason">
/// Why the call's own content (direction, number) keeps it out of the CRM; null when it does not. What the device stood for is found while storing.
/// </param>
public sealed record NewCall(
    Guid CallId,
    string Direction,
    DateTimeOffset ReportedStartedAt,
    DateTimeOffset StartedAt,
    int DurationSeconds,
    string? NumberRaw,
    string? NumberE164,
    byte[] NumberKey,
    string? PhoneRowId,
    string? IneligibleReason);

/// <summary>One upload of one device.</summary>
/// <param name="ClockSkewSeconds">Phone minus server.</param>
public sealed record CallBatch(Guid TenantId, Guid DeviceId, DateTimeOffset ReceivedAt, int ClockSkewSeconds, IReadOnlyList<NewCall> Calls);

/// <param name="Calls">In the order of the batch.</param>
/// <param name="Queued">How many syncs were queued with them.</param>
public sealed record IngestResult(IReadOnlyList<StoredCall> Calls, int Queued);

/// <param name="CallId">Of the earlier upload when the call was known.</param>
public sealed record StoredCall(Guid CallId, bool AlreadyKnown);
