using System.Collections.Immutable;
using LeadCall.Grains.Calls;
using Orleans.Concurrency;

namespace LeadCall.Grains.Zoho;

/// <summary>
/// A tenant's connection to its Zoho organisation: owns the tokens (they never leave it), the request slots and the sending.
/// </summary>
[Alias("leadcall.IZohoConnectionGrain")]
public interface IZohoConnectionGrain : IGrainWithStringKey
{
    /// <summary>Queues planned rows of <c>zoho_writes</c> for sending. Each answer arrives as <see cref="ICallSyncGrain.WriteAnswered"/>.</summary>
    [Alias("Submit")]
    Task<SubmitAnswer> Submit(ImmutableArray<PlannedWrite> writes);

    /// <summary>
    /// Looks in Zoho for a write whose outcome is unknown, by keys that do not change and by our ref (FACTS 9.6). What it finds is stored,
    /// then announced as <see cref="ICallSyncGrain.WriteAnswered"/>.
    /// </summary>
    [OneWay, Alias("Look")]
    Task Look(string zohoOrg, Guid callId, SyncStep step);

    /// <summary>One page of records changed since an instant, with every phone-type field (FACTS 4.2: COQL is not delayed).</summary>
    [ResponseTimeout("00:02:00"), Alias("ReadChanged")]
    Task<CrmPage> ReadChanged(CrmPageRequest request);

    /// <summary>Reads records back by id, at most 100, as they are now; those missing from the answer are gone.</summary>
    [ResponseTimeout("00:02:00"), Alias("ReadBack")]
    Task<CrmRecords> ReadBack(CrmModule module, ImmutableArray<string> ids);

    /// <summary>Reads the fields of Leads and Contacts again and stores them.</summary>
    [ResponseTimeout("00:02:00"), Alias("RefreshMetadata")]
    Task<ReadAnswer> RefreshMetadata();

    /// <summary>The rows behind the connection changed (connected, disconnected): read them again.</summary>
    [OneWay, Alias("Changed")]
    Task Changed();
}

[GenerateSerializer, Alias("leadcall.crm-module")]
public enum CrmModule
{
    [Id(0)] Leads,
    [Id(1)] Contacts,
}

/// <param name="Crowded">It may wait a moment for company.</param>
[GenerateSerializer, Immutable, Alias("leadcall.PlannedWrite")]
public sealed record PlannedWrite(
    [property: Id(0)] string ZohoOrg,
    [property: Id(1)] Guid CallId,
    [property: Id(2)] SyncStep Step,
    [property: Id(3)] SyncLane Lane,
    [property: Id(4)] bool RunWorkflows,
    [property: Id(5)] bool Crowded);

/// <param name="RetryAt">Null when accepted; otherwise when to submit again: the queue is full or the connection does not work.</param>
[GenerateSerializer, Immutable, Alias("leadcall.SubmitAnswer")]
public sealed record SubmitAnswer([property: Id(0)] DateTimeOffset? RetryAt)
{
    public static readonly SubmitAnswer Accepted = new((DateTimeOffset?)null);

    public bool IsAccepted => RetryAt is null;
}

/// <summary>How a read ended: an answer, or why there is none and when to ask again.</summary>
/// <param name="Code">Null when there is an answer; otherwise Zoho's code or ours (<c>NOT_CONNECTED</c>, <c>UNREACHABLE</c>).</param>
[GenerateSerializer, Immutable, Alias("leadcall.ReadAnswer")]
public sealed record ReadAnswer([property: Id(0)] string? Code, [property: Id(1)] string? Message)
{
    public static readonly ReadAnswer Ok = new(null, null);

    public bool IsOk => Code is null;
}

/// <param name="ModifiedSince">Records modified at or after it, oldest first.</param>
/// <param name="Offset">Records of that order to skip.</param>
[GenerateSerializer, Immutable, Alias("leadcall.CrmPageRequest")]
public sealed record CrmPageRequest(
    [property: Id(0)] CrmModule Module,
    [property: Id(1)] DateTimeOffset ModifiedSince,
    [property: Id(2)] int Offset);

[GenerateSerializer, Immutable, Alias("leadcall.CrmPage")]
public sealed record CrmPage(
    [property: Id(0)] ReadAnswer Answer,
    [property: Id(1)] string ZohoOrg,
    [property: Id(2)] ImmutableArray<CrmPhones> Records,
    [property: Id(3)] bool More);

/// <summary>The numbers of one record, as they are written in the CRM.</summary>
[GenerateSerializer, Immutable, Alias("leadcall.CrmPhones")]
public sealed record CrmPhones(
    [property: Id(0)] string RecordId,
    [property: Id(1)] DateTimeOffset ModifiedAt,
    [property: Id(2)] bool Converted,
    [property: Id(3)] ImmutableDictionary<string, string> Numbers);

[GenerateSerializer, Immutable, Alias("leadcall.CrmRecords")]
public sealed record CrmRecords(
    [property: Id(0)] ReadAnswer Answer,
    [property: Id(1)] string ZohoOrg,
    [property: Id(2)] ImmutableArray<CrmRecord> Records);

/// <summary>A record as a manager would recognise it, with its numbers.</summary>
[GenerateSerializer, Immutable, Alias("leadcall.CrmRecord")]
public sealed record CrmRecord(
    [property: Id(0)] CrmModule Module,
    [property: Id(1)] string RecordId,
    [property: Id(2)] string Name,
    [property: Id(3)] string? Company,
    [property: Id(4)] string? Email,
    [property: Id(5)] string? OwnerName,
    [property: Id(6)] bool Converted,
    [property: Id(7)] ImmutableDictionary<string, string> Numbers);
