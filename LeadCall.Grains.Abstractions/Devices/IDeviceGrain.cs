using System.Collections.Immutable;
using LeadCall.Grains.Calls;

namespace LeadCall.Grains.Devices;

/// <summary>
/// One enrolled phone. Serialises its uploads and every change of its role, holder and assignment, so that a call is
/// attributed to what the phone stood for when the call began.
/// </summary>
[Alias("leadcall.IDeviceGrain")]
public interface IDeviceGrain : IGrainWithStringKey
{
    /// <summary>
    /// Stores the calls with their attribution and queues the eligible ones. Answers after the commit. A <see cref="TimeoutException"/>
    /// means unknown: sending the same calls again is safe.
    /// </summary>
    [Alias("Upload")]
    Task<UploadReceipt> Upload(UploadBatch batch);

    /// <summary>Records that the phone is alive (FEATURES D4).</summary>
    [Alias("Heartbeat")]
    Task Heartbeat(DeviceHeartbeat heartbeat);

    /// <summary>Gives the device a role from <see cref="RoleChange.From"/> on; leaving the campaign role closes the assignment (FEATURES C3).</summary>
    [Alias("ChangeRole")]
    Task<ChangeResult> ChangeRole(RoleChange change);

    /// <summary>Gives the device to a rep, or to nobody, from an instant on (FEATURES B7).</summary>
    [Alias("ChangeHolder")]
    Task<ChangeResult> ChangeHolder(HolderChange change);

    /// <summary>Closes the open assignment at an instant and opens the new one there: no gap, no overlap (FEATURES C1).</summary>
    [Alias("ChangeAssignment")]
    Task<ChangeResult> ChangeAssignment(AssignmentChange change);
}

/// <summary>One call as the phone reports it, already checked for form.</summary>
/// <param name="Position">Index in the upload: the receipt answers by it.</param>
/// <param name="StartedAt">By the phone's clock.</param>
/// <param name="NumberRaw">As the phone has it; null when withheld.</param>
[GenerateSerializer, Immutable, Alias("leadcall.UploadedCall")]
public sealed record UploadedCall(
    [property: Id(0)] int Position,
    [property: Id(1)] CallDirection Direction,
    [property: Id(2)] DateTimeOffset StartedAt,
    [property: Id(3)] TimeSpan Duration,
    [property: Id(4)] string? NumberRaw,
    [property: Id(5)] string? PhoneRowId);

/// <param name="PhoneClock">The phone's clock when it sent the request, to measure its skew (FEATURES B8); null when it did not say.</param>
/// <param name="ReceivedAt">The server's clock when the request arrived.</param>
[GenerateSerializer, Immutable, Alias("leadcall.UploadBatch")]
public sealed record UploadBatch(
    [property: Id(0)] ImmutableArray<UploadedCall> Calls,
    [property: Id(1)] DateTimeOffset? PhoneClock,
    [property: Id(2)] DateTimeOffset ReceivedAt,
    [property: Id(3)] string? AppVersion);

/// <summary>What became of each uploaded call, in the order of the upload.</summary>
/// <param name="IsStored">
/// False: PostgreSQL was lost on the way, nobody knows what it has committed, and <paramref name="Results"/> is empty. The phone
/// sends the same calls again; those that were committed are recognised.
/// </param>
[GenerateSerializer, Immutable, Alias("leadcall.UploadReceipt")]
public sealed record UploadReceipt(
    [property: Id(0)] ImmutableArray<UploadedCallResult> Results,
    [property: Id(1)] bool IsStored)
{
    public static readonly UploadReceipt NotStored = new([], IsStored: false);
}

/// <param name="CallId">Our id of the call; of the earlier upload when it was already known.</param>
[GenerateSerializer, Immutable, Alias("leadcall.UploadedCallResult")]
public sealed record UploadedCallResult(
    [property: Id(0)] int Position,
    [property: Id(1)] Guid CallId,
    [property: Id(2)] bool AlreadyKnown);

[GenerateSerializer, Immutable, Alias("leadcall.DeviceHeartbeat")]
public sealed record DeviceHeartbeat(
    [property: Id(0)] DateTimeOffset ReceivedAt,
    [property: Id(1)] DateTimeOffset? PhoneClock,
    [property: Id(2)] string? AppVersion);

[GenerateSerializer, Alias("leadcall.device-role")]
public enum DeviceRole
{
    [Id(0)] Campaign,
    [Id(1)] SalesRep,
}

/// <param name="SetBy">Who did it, for "Why this source?" (FEATURES C7).</param>
[GenerateSerializer, Immutable, Alias("leadcall.RoleChange")]
public sealed record RoleChange(
    [property: Id(0)] DeviceRole Role,
    [property: Id(1)] DateTimeOffset From,
    [property: Id(2)] string SetBy);

/// <param name="RepId">Null: nobody holds the device from then on.</param>
[GenerateSerializer, Immutable, Alias("leadcall.HolderChange")]
public sealed record HolderChange(
    [property: Id(0)] Guid? RepId,
    [property: Id(1)] DateTimeOffset From,
    [property: Id(2)] string SetBy);

/// <param name="Metadata">Rows such as Lead Source = Google Ads, in the order the manager gave them (FEATURES C4).</param>
[GenerateSerializer, Immutable, Alias("leadcall.AssignmentChange")]
public sealed record AssignmentChange(
    [property: Id(0)] ImmutableArray<MetadataRow> Metadata,
    [property: Id(1)] DateTimeOffset From,
    [property: Id(2)] string SetBy);

[GenerateSerializer, Immutable, Alias("leadcall.MetadataRow")]
public sealed record MetadataRow([property: Id(0)] string Name, [property: Id(1)] string Value);

/// <summary>Whether a change was made; a refusal says why and what to do.</summary>
/// <param name="Code">Stable word for programs; null when the change was made.</param>
/// <param name="Message">A sentence for people; null when the change was made.</param>
[GenerateSerializer, Immutable, Alias("leadcall.ChangeResult")]
public sealed record ChangeResult([property: Id(0)] string? Code, [property: Id(1)] string? Message)
{
    public static readonly ChangeResult Done = new(null, null);

    public bool IsDone => Code is null;
}
