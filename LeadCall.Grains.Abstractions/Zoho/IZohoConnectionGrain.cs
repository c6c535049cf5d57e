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
    /// <param name="looks">Looks made before: a look that was asked for twice is made once, because they must lie apart.</param>
    [OneWay, Alias("Look")]
    Task Look(string zohoOrg, Guid callId, SyncStep step, int looks);

    /// <summary>Reads one record, converted Leads included. Answered by <see cref="ICallSyncGrain.RecordRead"/>.</summary>
    [OneWay, Alias("ReadRecord")]
    Task ReadRecord(RecordQuestion question);

    /// <summary>One page of records changed since an instant, with every phone-type field (FACTS 4.2: COQL is not delayed).</summary>
    [ResponseTimeout("00:02:00"), Alias("ReadChanged")]
    Task<CrmPage> ReadChanged(CrmPageRequest request);

    /// <summary>Reads records back by id, at most 100, as they are now; those missing from the answer are gone.</summary>
    /// <param name="lane">Live when a live call waits for it.</param>
    [ResponseTimeout("00:02:00"), Alias("ReadBack")]
    Task<CrmRecords> ReadBack(CrmModule module, ImmutableArray<string> ids, SyncLane lane = SyncLane.Live);

    /// <summary>Reads the fields of the modules again and stores them; what the tenant made mandatory needs a default (FEATURES E13).</summary>
    [ResponseTimeout("00:02:00"), Alias("RefreshMetadata")]
    Task<ReadAnswer> RefreshMetadata();

    /// <summary>What to write into a mandatory field that a call says nothing about. An empty value takes the default away.</summary>
    [Alias("SetFieldDefault")]
    Task SetFieldDefault(FieldDefaultChange change);

    /// <summary>Zoho refused a record for want of a field. Without a default for it the queue is held until somebody gives one.</summary>
    /// <returns>True: there is a default by now, the record may be planned anew.</returns>
    [Alias("NeedField")]
    Task<bool> NeedField(string zohoOrg, SyncStep step, string field);

    /// <summary>Holds the tenant's queue. What is under way is carried to its end; nothing new begins (DESIGN 2, FEATURES A6).</summary>
    /// <returns>False: an incident of this kind is open already, or the tenant is not connected.</returns>
    [Alias("OpenIncident")]
    Task<bool> OpenIncident(IncidentReport report);

    /// <summary>The cause is gone: what waited goes on, unless another incident is open.</summary>
    /// <returns>False: no incident of this kind was open.</returns>
    [Alias("CloseIncident")]
    Task<bool> CloseIncident(IncidentKind kind, string by);

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
/// <param name="ConnectionsTrouble">The connection, Zoho's limits or the way there are the cause, not what was asked.</param>
[GenerateSerializer, Immutable, Alias("leadcall.ReadAnswer")]
public sealed record ReadAnswer([property: Id(0)] string? Code, [property: Id(1)] string? Message, [property: Id(2)] bool ConnectionsTrouble)
{
    public static readonly ReadAnswer Ok = new(null, null, false);

    public static readonly ReadAnswer NotConnected = Trouble("NOT_CONNECTED", "The tenant is not connected to Zoho.");

    public static readonly ReadAnswer OtherOrganisation = Trouble("NOT_CONNECTED", "The connected organisation is another one now.");

    public static ReadAnswer Trouble(string code, string message) => new(code, message, true);

    public bool IsOk => Code is null;
}

/// <param name="ModifiedSince">Records modified at or after it, oldest first.</param>
/// <param name="Offset">Records of that order to skip.</param>
/// <param name="Lane">Live when a live call waits for it: one request slot of the tenant is kept for those.</param>
[GenerateSerializer, Immutable, Alias("leadcall.CrmPageRequest")]
public sealed record CrmPageRequest(
    [property: Id(0)] CrmModule Module,
    [property: Id(1)] DateTimeOffset ModifiedSince,
    [property: Id(2)] int Offset,
    [property: Id(3)] SyncLane Lane = SyncLane.Live);

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

/// <summary>One record that a call's refusal is about.</summary>
[GenerateSerializer, Immutable, Alias("leadcall.RecordQuestion")]
public sealed record RecordQuestion(
    [property: Id(0)] string ZohoOrg,
    [property: Id(1)] Guid CallId,
    [property: Id(2)] SyncStep Step,
    [property: Id(3)] CrmModule Module,
    [property: Id(4)] string RecordId);

/// <summary>How the record stands now.</summary>
/// <param name="Answer">Not Ok: nothing is known, ask again later.</param>
/// <param name="ContactId">With <see cref="RecordState.Converted"/>: what the Lead became; null when Zoho does not say.</param>
/// <param name="CarriesOurRef">It was made by this very step.</param>
[GenerateSerializer, Immutable, Alias("leadcall.RecordStanding")]
public sealed record RecordStanding(
    [property: Id(0)] ReadAnswer Answer,
    [property: Id(1)] RecordQuestion Question,
    [property: Id(2)] RecordState State,
    [property: Id(3)] string? ContactId,
    [property: Id(4)] bool CarriesOurRef);

[GenerateSerializer, Alias("leadcall.record-state")]
public enum RecordState
{
    /// <summary>Deleted, merged into another one, or hidden from the consenting user.</summary>
    [Id(0)] Gone,
    [Id(1)] Present,
    [Id(2)] Converted,
}

/// <summary>Why the connection cannot do its main job (DESIGN 2).</summary>
[GenerateSerializer, Alias("leadcall.incident-kind")]
public enum IncidentKind
{
    [Id(0)] AccessRevoked,
    [Id(1)] ScopeMissing,
    [Id(2)] BudgetUsedUp,
    [Id(3)] ZohoDown,

    /// <summary>The CRM insists on a field that nothing of LeadCall fills (FEATURES E13).</summary>
    [Id(4)] FieldDefaultMissing,

    /// <summary>A person holds the queue.</summary>
    [Id(5)] Held,
}

/// <param name="Code">Zoho's own code, where there is one.</param>
/// <param name="Message">What, why and what to do, for a manager.</param>
[GenerateSerializer, Immutable, Alias("leadcall.IncidentReport")]
public sealed record IncidentReport(
    [property: Id(0)] IncidentKind Kind,
    [property: Id(1)] string? Code,
    [property: Id(2)] string Message,
    [property: Id(3)] string By);

/// <param name="Module">Leads, Calls or Tasks.</param>
/// <param name="Value">Empty: no default any more.</param>
[GenerateSerializer, Immutable, Alias("leadcall.FieldDefaultChange")]
public sealed record FieldDefaultChange(
    [property: Id(0)] string Module,
    [property: Id(1)] string ApiName,
    [property: Id(2)] string Value,
    [property: Id(3)] string By);
