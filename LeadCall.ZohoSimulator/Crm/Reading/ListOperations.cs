using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Reading;

/// <summary>Lists and single records (FACTS 3.6).</summary>
internal sealed class ListOperations(ZohoWorld world)
{
    private const int ReachOfPages = 2_000;
    private const int ReachOfTokens = 100_000;

    public CrmAnswer List(CrmCall call)
    {
        var fields = FieldList.Mandatory(call);
        var order = ListOrder.From(call);
        var paging = Paging.From(call);
        var now = world.Clock.GetUtcNow();
        PageToken? token = null;
        if (call.TryQuery("page_token", out var text))
        {
            token = call.Query.ContainsKey("page")
                ? throw CrmRefusal.Because("AMBIGUITY_DURING_PROCESSING", "page and page_token can not be given together", ("param_name", "page_token"))
                : PageToken.Decode(text, call, now);
        }
        else if (paging.Skip >= ReachOfPages)
        {
            throw CrmRefusal.Because("DISCRETE_PAGINATION_LIMIT_EXCEEDED", "You have reached the limit of 2000 records; use page_token", ("limit", ReachOfPages), ("param_name", "page"));
        }

        var page = token?.Page ?? paging.Page;
        if ((page - 1) * paging.PerPage >= ReachOfTokens)
        {
            throw CrmRefusal.Because("PAGINATION_LIMIT_EXCEEDED", "You have reached the limit of records that can be listed", ("limit", ReachOfTokens), ("param_name", "page_token"));
        }

        var modifiedSince = ModifiedSince(call);
        var matching = Matching(call, modifiedSince).Select(record => (record, key: order.KeyOf(record))).OrderBy(row => row.key, order);
        var rest = token is null ? matching.Skip(paging.Skip) : matching.SkipWhile(row => order.Compare(row.key, (token.Key, token.Id)) <= 0);
        var rows = rest.Take(paging.PerPage + 1).ToList();
        var more = rows.Count > paging.PerPage;
        rows = more ? rows[..paging.PerPage] : rows;
        if (rows.Count == 0)
        {
            return modifiedSince is null ? CrmAnswer.NoContent : CrmAnswer.NotModified;
        }

        var view = new RecordView(call.Organisation, call.User);
        var next = more ? PageToken.After(rows[^1].key, page + 1, call, now) : null;
        return CrmAnswer.Ok(new JsonObject
        {
            ["data"] = new JsonArray([.. rows.Select(row => view.Show(row.record, fields))]),
            ["info"] = new JsonObject
            {
                ["per_page"] = paging.PerPage,
                ["count"] = rows.Count,
                ["page"] = page,
                ["sort_by"] = order.SortBy,
                ["sort_order"] = order.Ascending ? "asc" : "desc",
                ["more_records"] = more,
                ["next_page_token"] = next?.Encode(),
                ["previous_page_token"] = null,
                ["page_token_expiry"] = next is null ? null : call.User.Show(next.ExpiresAt),
            },
        });
    }

    public CrmAnswer One(CrmCall call)
    {
        var id = call.PathValues["id"];
        if (call.Organisation.Table(call.Module.ApiName).Find(id) is not { } record)
        {
            return call.Organisation.Switches.UnknownIdIsInvalidData
                ? throw CrmRefusal.Because("INVALID_DATA", "the id given seems to be invalid", ("id", id))
                : CrmAnswer.NoContent;
        }

        if (ModifiedSince(call) is { } since && record.ModifiedTime <= since)
        {
            return CrmAnswer.NotModified;
        }

        var shown = new RecordView(call.Organisation, call.User).Show(record, FieldList.Optional(call));
        return CrmAnswer.Ok(new JsonObject { ["data"] = new JsonArray(shown) });
    }

    /// <summary>The <c>If-Modified-Since</c> header (ISO 8601 with offset).</summary>
    public static DateTimeOffset? ModifiedSince(CrmCall call)
    {
        var text = call.Headers.IfModifiedSince.ToString();
        return text.Length == 0
            ? null
            : Values.ReadInstant(text, allowZulu: true)
                ?? throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("header_name", "If-Modified-Since"), ("expected_data_type", "datetime"));
    }

    private static IEnumerable<CrmRecord> Matching(CrmCall call, DateTimeOffset? modifiedSince)
    {
        var table = call.Organisation.Table(call.Module.ApiName);
        var records = call.TryQuery("ids", out var ids)
            ? ids.Split(',', StringSplitOptions.TrimEntries).Distinct().Select(table.Find).OfType<CrmRecord>()
            : table.Snapshot();
        return ConvertedFilter.Apply(call, records).Where(record => modifiedSince is null || record.ModifiedTime > modifiedSince);
    }
}
