using System.Text.Json.Serialization;
using LeadCall.Api.Problems;

namespace LeadCall.Api.Devices;

/// <summary>The body of an upload, for the API's description; it is read by <see cref="UploadBody"/>.</summary>
/// <param name="Clock">The phone's clock when it sends this: its skew is measured and corrected (FEATURES B8).</param>
internal sealed record UploadRequest(DateTimeOffset? Clock, string? AppVersion, IReadOnlyList<UploadRequestCall> Calls);

/// <param name="Id">The phone's own id of the row: kept, not trusted.</param>
/// <param name="Type">inbound, missed, outbound, rejected, blocked or voicemail.</param>
/// <param name="StartedAt">With offset from UTC.</param>
/// <param name="DurationSeconds">0 for a missed call.</param>
/// <param name="Number">As the phone has it; null or empty when withheld.</param>
internal sealed record UploadRequestCall(string? Id, string Type, DateTimeOffset StartedAt, int DurationSeconds, string? Number);

/// <param name="Results">One per uploaded call, in its order.</param>
internal sealed record UploadAnswer(IReadOnlyList<UploadResult> Results, int Accepted, int AlreadyKnown, int Refused);

/// <param name="Index">Place of the call in the upload, from 0.</param>
/// <param name="Final">True: delete the call from the phone's queue. The same as <paramref name="Mark"/> = final.</param>
/// <param name="CallId">Our id of the call; of the earlier upload when it was known; null when refused.</param>
/// <param name="Code">Why it was refused.</param>
internal sealed record UploadResult(int Index, UploadOutcome Outcome, bool Final, Mark Mark, Guid? CallId, string? Code, string? Message);

[JsonConverter(typeof(JsonStringEnumConverter<UploadOutcome>))]
internal enum UploadOutcome
{
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    [JsonStringEnumMemberName("already_known")]
    AlreadyKnown,

    [JsonStringEnumMemberName("refused")]
    Refused,
}
