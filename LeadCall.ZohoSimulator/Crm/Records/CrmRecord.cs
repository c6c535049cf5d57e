using System.Collections.Immutable;
using System.Text.Json;

namespace LeadCall.ZohoSimulator.Crm.Records;

/// <summary>
/// A record as it is kept. Values are canonical: date-times in UTC with <c>+00:00</c> (so that text order is time order),
/// lookups as the id alone. What a user sees is made by <see cref="RecordView"/>.
/// </summary>
internal sealed record CrmRecord
{
    public required string Id { get; init; }

    public required string Module { get; init; }

    public required ImmutableDictionary<string, JsonElement> Fields { get; init; }

    /// <summary>The module <c>What_Id</c> points to (<c>$se_module</c>).</summary>
    public string? SeModule { get; init; }

    public required string OwnerId { get; init; }

    public required string CreatedBy { get; init; }

    public required string ModifiedBy { get; init; }

    /// <summary>Whole seconds, as Zoho shows them.</summary>
    public required DateTimeOffset CreatedTime { get; init; }

    public required DateTimeOffset ModifiedTime { get; init; }

    /// <summary>When the present state was written; search and COQL delays count from here. Seeds are indexed at once.</summary>
    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>Made through the public API, not seeded or added behind its back.</summary>
    public bool ThroughApi { get; init; }

    public bool Converted => Fields.TryGetValue("Converted__s", out var value) && value.ValueKind == JsonValueKind.True;
}

/// <summary>What is left of a record that was deleted (FACTS 8.3).</summary>
internal sealed record DeletedRecord
{
    private static readonly TimeSpan RecycleBin = TimeSpan.FromDays(60);

    public required CrmRecord Record { get; init; }

    public required DateTimeOffset DeletedTime { get; init; }

    public required string DeletedBy { get; init; }

    /// <summary>The record it was merged into; such a one does not come back.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Deleted records can be restored for 60 days; afterwards they are only remembered (FACTS 8.3).</summary>
    public bool IsInRecycleBin(DateTimeOffset now) => now - DeletedTime < RecycleBin;
}
