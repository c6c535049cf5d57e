using System.Collections.Immutable;
using System.Globalization;

namespace LeadCall.Zoho.Records;

/// <summary>Which part of a module's records to list (FACTS 3.6).</summary>
/// <param name="Fields">1 to 50 API names; Zoho insists on them.</param>
public sealed record RecordList(ImmutableArray<string> Fields)
{
    public const int MaxFields = 50;
    public const int MaxPerPage = 200;

    /// <summary>1 to 200.</summary>
    public int PerPage { get; init; } = MaxPerPage;

    /// <summary>From 1; reaches 2,000 records in all. Not together with <see cref="PageToken"/>.</summary>
    public int? Page { get; init; }

    /// <summary><see cref="RecordPage.NextPageToken"/> of the page before, asked for with the same parameters within 24 h.</summary>
    public string? PageToken { get; init; }

    /// <summary>Only records changed since; none changed reads as <see cref="RecordPage.NotModified"/>. Deletions do not show.</summary>
    public DateTimeOffset? ModifiedSince { get; init; }

    /// <summary>Null: Zoho's own order. Any other counts against the concurrency of ten that all editions have (FACTS 5.3).</summary>
    public RecordOrder? SortBy { get; init; }

    public bool Ascending { get; init; }

    /// <summary>Leads only: converted ones are hidden unless asked for.</summary>
    public ConvertedLeads? Converted { get; init; }

    internal string ToQuery()
    {
        var parts = new QueryText("fields", FieldList(Fields));
        parts.Add("per_page", PerPage is >= 1 and <= MaxPerPage
            ? PerPage.ToString(CultureInfo.InvariantCulture)
            : throw new ArgumentException($"A page has 1 to {MaxPerPage} records, not {PerPage}."));
        parts.Add("page", (PageToken is null ? Page : null)?.ToString(CultureInfo.InvariantCulture));
        parts.Add("page_token", PageToken);
        parts.Add("sort_by", SortBy switch
        {
            RecordOrder.Id => "id",
            RecordOrder.CreatedTime => "Created_Time",
            RecordOrder.ModifiedTime => "Modified_Time",
            _ => null,
        });
        parts.Add("sort_order", SortBy is null ? null : Ascending ? "asc" : "desc");
        parts.Add("converted", Text(Converted));
        return parts.ToString();
    }

    internal static string FieldList(IReadOnlyCollection<string> fields) => fields.Count is >= 1 and <= MaxFields
        ? string.Join(',', fields.Select(ZohoNames.Field))
        : throw new ArgumentException($"A list names 1 to {MaxFields} fields, not {fields.Count}.", nameof(fields));

    internal static string? Text(ConvertedLeads? converted) => converted switch
    {
        ConvertedLeads.Without => "false",
        ConvertedLeads.Only => "true",
        ConvertedLeads.Both => "both",
        _ => null,
    };
}

public enum RecordOrder
{
    Id,
    CreatedTime,
    ModifiedTime,
}

public enum ConvertedLeads
{
    Without,
    Only,
    Both,
}

/// <summary>One page of records.</summary>
/// <param name="NextPageToken">For the next page; null on the last one.</param>
/// <param name="NotModified">Zoho answered 304: nothing changed since the time asked for.</param>
public sealed record RecordPage(ImmutableArray<ZohoRecord> Records, bool MoreRecords, string? NextPageToken = null, bool NotModified = false)
{
    internal static RecordPage Empty { get; } = new([], false);
}

/// <summary>What reading one record by id found.</summary>
/// <param name="Record">Null if there is no such record, or the connection may not see it.</param>
public sealed record RecordLookup(ZohoRecord? Record);

/// <summary>A deleted record.</summary>
/// <param name="Type"><c>recycle</c> or <c>permanent</c>.</param>
public sealed record DeletedRecord(string Id, string? Type, DateTimeOffset? DeletedAt);

public sealed record DeletedPage(ImmutableArray<DeletedRecord> Records, bool MoreRecords);
