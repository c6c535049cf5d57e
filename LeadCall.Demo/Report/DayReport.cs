using System.Collections.Immutable;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.Proof;

namespace LeadCall.Demo.Report;

/// <summary>The closing table: what was uploaded, what became of it, and whether database and CRM agree.</summary>
public sealed record DayReport
{
    public required string Engine { get; init; }

    public required DateOnly Day { get; init; }

    public required int Seed { get; init; }

    /// <summary>Items of all requests of this run, those sent twice counted twice.</summary>
    public required UploadCounts Uploads { get; init; }

    /// <summary>Calls that are not synced, by reason.</summary>
    public required ImmutableSortedDictionary<string, int> NotSynced { get; init; }

    /// <summary>Syncs by status: created, linked, duplicate_lead, ambiguous, failed, pending.</summary>
    public required ImmutableSortedDictionary<string, int> Syncs { get; init; }

    /// <summary>Failed syncs by Zoho's code.</summary>
    public required ImmutableSortedDictionary<string, int> Failed { get; init; }

    /// <summary>Records made in the CRM since its beginning, by module.</summary>
    public required ImmutableSortedDictionary<string, int> CreatedRecords { get; init; }

    /// <summary>Requests the CRM got during this run.</summary>
    public required long ZohoRequests { get; init; }

    /// <summary>Calls whose sync was done during this run.</summary>
    public required int SyncedInThisRun { get; init; }

    public required TimeSpan Took { get; init; }

    public required ImmutableArray<Finding> Findings { get; init; }

    public double? ZohoRequestsPerCall => SyncedInThisRun == 0 ? null : Math.Round((double)ZohoRequests / SyncedInThisRun, 3);

    public int Doubles => Findings.Count(finding => finding.Kind is FindingKind.Double or FindingKind.Extra);

    public int Lost => Findings.Count(finding => finding.Kind is FindingKind.Lost or FindingKind.Missing);

    public int NotFinished => Findings.Count(finding => finding.Kind == FindingKind.NotTerminal);

    /// <summary>Database, CRM and DESIGN 8 agree on every call, and every eligible call is finished.</summary>
    public bool IsEqual => Findings.IsEmpty;

    public int Count(string status) => Syncs.GetValueOrDefault(status);
}
