using System.Globalization;
using System.Text.Json;
using LeadCall.Zoho.Coql;
using LeadCall.Zoho.Outcomes;
using LeadCall.Zoho.Records;
using LeadCall.Zoho.Transport;

namespace LeadCall.Zoho;

public sealed partial class ZohoCrmClient
{
    /// <summary>Ids in one reading by ids.</summary>
    public const int MaxIdsPerRead = 100;

    /// <summary>
    /// One record by id, converted Leads included. Zoho says "no such record" in two ways, 204 or 400 INVALID_DATA
    /// (FACTS 3.6): both read as a lookup without a record.
    /// </summary>
    /// <param name="fields">Null reads all.</param>
    public async Task<ZohoResult<RecordLookup>> GetRecord(
        ZohoAccess access, string module, string id, IReadOnlyCollection<string>? fields, CancellationToken cancellationToken)
    {
        var query = new QueryText("fields", fields is null ? null : RecordList.FieldList(fields));
        query.Add("converted", module == "Leads" ? "both" : null);
        var path = $"/crm/v8/{ZohoNames.Module(module)}/{ZohoNames.Id(id)}{query}";
        var exchange = await Send(access, write: false, new($"read one of {module}", HttpMethod.Get, path), cancellationToken);
        var result = Judge(exchange, body => new RecordLookup(ReadPage(body)?.Records.FirstOrDefault()), new RecordLookup(null));
        return result.Error is { HttpStatus: 400, Code: "INVALID_DATA" }
            ? ZohoResult<RecordLookup>.Success(new RecordLookup(null), result.Notes)
            : result;
    }

    /// <summary>
    /// Up to 100 records by id in one request, converted Leads included. Those that are gone or hidden are simply not
    /// among the answer.
    /// </summary>
    public Task<ZohoResult<RecordPage>> GetRecords(
        ZohoAccess access, string module, IReadOnlyCollection<string> ids, IReadOnlyCollection<string> fields,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(fields);
        if (ids.Count is 0 or > MaxIdsPerRead)
        {
            throw new ArgumentException($"One reading takes 1 to {MaxIdsPerRead} ids, not {ids.Count}.", nameof(ids));
        }

        var query = new QueryText("fields", RecordList.FieldList(fields));
        query.Add("ids", string.Join(',', ids.Select(ZohoNames.Id)));
        query.Add("per_page", RecordList.MaxPerPage.ToString(CultureInfo.InvariantCulture));
        query.Add("converted", module == "Leads" ? "both" : null);
        return Read(
            access, new($"read {module} by ids", HttpMethod.Get, $"/crm/v8/{ZohoNames.Module(module)}{query}"), ReadPage,
            RecordPage.Empty, cancellationToken);
    }

    /// <summary>One page of a module's records (FACTS 3.6).</summary>
    public async Task<ZohoResult<RecordPage>> ListRecords(
        ZohoAccess access, string module, RecordList list, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        var request = new ZohoRequest($"list {module}", HttpMethod.Get, $"/crm/v8/{ZohoNames.Module(module)}{list.ToQuery()}")
        {
            IfModifiedSince = list.ModifiedSince,
        };
        var exchange = await Send(access, write: false, request, cancellationToken);
        return Judge(exchange, ReadPage, RecordPage.Empty with { NotModified = exchange.Status == 304 });
    }

    /// <summary>Records deleted since, in the recycle bin (60 days) and for good (120 days); two credits (FACTS 8.3).</summary>
    /// <param name="page">From 1, 200 a page.</param>
    public Task<ZohoResult<DeletedPage>> ListDeleted(
        ZohoAccess access, string module, DateTimeOffset? since, int page, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        var query = new QueryText("type", "all");
        query.Add("page", page.ToString(CultureInfo.InvariantCulture));
        query.Add("per_page", RecordList.MaxPerPage.ToString(CultureInfo.InvariantCulture));
        var request = new ZohoRequest($"list deleted {module}", HttpMethod.Get, $"/crm/v8/{ZohoNames.Module(module)}/deleted{query}")
        {
            IfModifiedSince = since,
        };
        return Read(access, request, ReadDeletedPage, new DeletedPage([], false), cancellationToken);
    }

    /// <summary>Rows of a COQL query, of which each is a record: select <c>id</c> to tell them apart (FACTS 4.2).</summary>
    public Task<ZohoResult<RecordPage>> Query(ZohoAccess access, CoqlQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var body = JsonSerializer.SerializeToUtf8Bytes(new CoqlBody(query.Text), ZohoJsonContext.Default.CoqlBody);
        var request = new ZohoRequest($"query {query.Module}", HttpMethod.Post, "/crm/v8/coql") { Body = body };
        return Read(access, request, ReadPage, RecordPage.Empty, cancellationToken);
    }

    private static RecordPage? ReadPage(JsonElement body) => ReadArray(body, "data", ReadRecord) is { } records
        ? new RecordPage(
            records, MoreRecords(body), ZohoJson.Object(body, "info") is { } info ? ZohoJson.Text(info, "next_page_token") : null)
        : null;

    private static ZohoRecord? ReadRecord(JsonElement record) =>
        ZohoJson.Text(record, "id") is { } id ? new ZohoRecord(id, record) : null;

    private static DeletedPage? ReadDeletedPage(JsonElement body) => ReadArray(body, "data", ReadDeleted) is { } records
        ? new DeletedPage(records, MoreRecords(body))
        : null;

    private static DeletedRecord? ReadDeleted(JsonElement record) => ZohoJson.Text(record, "id") is { } id
        ? new DeletedRecord(id, ZohoJson.Text(record, "type"), ZohoRecord.ReadInstant(ZohoJson.Text(record, "deleted_time")))
        : null;
}
