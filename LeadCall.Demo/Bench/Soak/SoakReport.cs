using System.Collections.Immutable;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.Proof;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>The closing table of a soak.</summary>
internal sealed record SoakReport
{
    public required string Engine { get; init; }

    public required int Seed { get; init; }

    /// <summary>How long calls, troubles and kills went on.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>How long the rest took after that.</summary>
    public required TimeSpan Rest { get; init; }

    public required int Tenants { get; init; }

    /// <summary>Calls the phones had; each of them must be stored.</summary>
    public required int Calls { get; init; }

    public required UploadCounts Uploads { get; init; }

    public required int UploadsWithoutAnswer { get; init; }

    /// <summary>Syncs of all tenants by status.</summary>
    public required ImmutableSortedDictionary<string, int> Syncs { get; init; }

    /// <summary>Failed syncs by code.</summary>
    public required ImmutableSortedDictionary<string, int> Failed { get; init; }

    /// <summary>Requests that met each kind of trouble.</summary>
    public required ImmutableSortedDictionary<Trouble, long> Troubles { get; init; }

    public required ImmutableSortedDictionary<KillMoment, int> Kills { get; init; }

    /// <summary>What people did in the CRM meanwhile.</summary>
    public required ImmutableSortedDictionary<PeoplesAct, int> Acts { get; init; }

    public required int Restarts { get; init; }

    /// <summary>Writes that committed after LeadCall had been answered or cut off.</summary>
    public required int LateCommits { get; init; }

    public required long ZohoRequests { get; init; }

    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>What LeadCall must never do, seen on the way.</summary>
    public required ImmutableArray<string> Surprises { get; init; }

    public int AllKills => Kills.Values.Sum();

    public long AllTroubles => Troubles.Values.Sum();

    public int Doubled => Findings.Count(finding => finding.Kind is FindingKind.Double or FindingKind.Extra);

    public int Lost => Findings.Count(finding => finding.Kind is FindingKind.Lost or FindingKind.Missing);

    public bool IsGood => Findings.IsEmpty && Surprises.IsEmpty;
}
