using System.Collections.Immutable;
using LeadCall.Grains.Calls;
using Orleans.Concurrency;

namespace LeadCall.Grains.Zoho;

/// <summary>
/// Knows every number of every Lead and Contact of the tenant's CRM, in one spelling (FEATURES E14), and keeps that knowledge
/// fresh with one catch-up shared by any number of waiting calls.
/// </summary>
[Alias("leadcall.ICrmIndexGrain")]
public interface ICrmIndexGrain : IGrainWithStringKey
{
    /// <summary>Asks who a number is. Answered later by <see cref="ICallSyncGrain.Matched"/>, after a catch-up that is fresh enough for the lane.</summary>
    [OneWay, Alias("Find")]
    Task Find(CrmQuestion question);

    /// <summary>Begins (or goes on with) the first read-in of a newly connected organisation.</summary>
    [OneWay, Alias("ReadIn")]
    Task ReadIn();
}

/// <param name="KnownLeadId">A Lead that LeadCall made for the number; it is read back even if the index does not have it yet.</param>
/// <param name="Picked">The record a person picked for this call; it is read back even if it does not hold the number any more.</param>
[GenerateSerializer, Immutable, Alias("leadcall.CrmQuestion")]
public sealed record CrmQuestion(
    [property: Id(0)] Guid CallId,
    [property: Id(1)] string NumberE164,
    [property: Id(2)] SyncLane Lane,
    [property: Id(3)] string? KnownLeadId,
    [property: Id(4)] CrmRecordKey? Picked = null);

/// <summary>Who the caller is, each record read back as it is now.</summary>
/// <param name="Answer">Not Ok: nothing is known, ask again later.</param>
/// <param name="KnownLeadId">As in the question.</param>
/// <param name="ReadingCrm">The first read-in is still under way (DESIGN 4.5).</param>
/// <param name="Picked">As in the question; it is among the candidates if it is there.</param>
[GenerateSerializer, Immutable, Alias("leadcall.CrmMatch")]
public sealed record CrmMatch(
    [property: Id(0)] ReadAnswer Answer,
    [property: Id(1)] bool ReadingCrm,
    [property: Id(2)] string ZohoOrg,
    [property: Id(3)] ImmutableArray<CrmCandidate> Candidates,
    [property: Id(4)] string? KnownLeadId,
    [property: Id(5)] CrmRecordKey? Picked = null);

[GenerateSerializer, Immutable, Alias("leadcall.CrmRecordKey")]
public sealed record CrmRecordKey(
    [property: Id(0)] CrmModule Module,
    [property: Id(1)] string RecordId);

/// <param name="PossibleOnly">Only the last eight digits agree, because the CRM's value does not parse.</param>
[GenerateSerializer, Immutable, Alias("leadcall.CrmCandidate")]
public sealed record CrmCandidate(
    [property: Id(0)] CrmModule Module,
    [property: Id(1)] string RecordId,
    [property: Id(2)] string Name,
    [property: Id(3)] string? Company,
    [property: Id(4)] string? Email,
    [property: Id(5)] string? OwnerName,
    [property: Id(6)] string MatchedField,
    [property: Id(7)] bool PossibleOnly);
