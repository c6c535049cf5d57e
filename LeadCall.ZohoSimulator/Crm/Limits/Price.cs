using LeadCall.ZohoSimulator.Crm.Coql;

namespace LeadCall.ZohoSimulator.Crm.Limits;

/// <summary>What a call costs and whether it counts among the complex ones (FACTS 5.2, 5.3).</summary>
internal sealed record Price(int Credits, bool Complex = false)
{
    private const int RecordsPerCredit = 10;
    private static readonly Price Plain = new(1);

    public static Price Of(CrmCall call)
    {
        var verb = call.Path.Count == 0 ? "" : call.Path[^1];
        return (call.Method, call.Path.Count, verb) switch
        {
            ("POST", 1, "coql") => new Price(OfCoql(call), Complex: true),
            ("POST", 4, "convert") => new Price(5, Complex: true),
            ("GET", 2, "deleted") => new Price(2),
            ("GET", 2, "search") => Plain with { Complex = call.Organisation.Switches.SearchIsComplex },
            ("GET", 1, "users" or "org") => Plain,
            ("GET", 1, _) => OfList(call),
            ("POST" or "PUT", 1, _) or ("POST", 2, "upsert") => OfRecords(ItemCount.InData(call.RawBody.Span)),
            _ => Plain,
        };
    }

    /// <summary>One credit for every ten records begun; more than ten make the call a complex one.</summary>
    public static Price OfRecords(int records) => new(Math.Max(1, (records + RecordsPerCredit - 1) / RecordsPerCredit), Complex: records > RecordsPerCredit);

    /// <summary>By the rows a query may bring: up to 200, 1,000 or 2,000.</summary>
    public static int OfRows(int limit) => limit <= 200 ? 1 : limit <= 1_000 ? 2 : 3;

    private static Price OfList(CrmCall call)
    {
        var view = call.TryQuery("cvid", out _);
        return new Price(view ? 3 : 1, Complex: view || call.TryQuery("sort_by", out _));
    }

    /// <summary>A query that cannot be read costs what any failed call does.</summary>
    private static int OfCoql(CrmCall call)
    {
        try
        {
            return call.JsonBody().TryGetProperty("select_query", out var text) && text.ValueKind == System.Text.Json.JsonValueKind.String
                ? OfRows(CoqlParser.Parse(text.GetString()!, call.Organisation.Switches).Limit)
                : 1;
        }
        catch (CrmRefusal)
        {
            return 1;
        }
    }
}
