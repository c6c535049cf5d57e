using System.Text.Json.Nodes;

namespace LeadCall.ZohoSimulator.Crm.Coql;

/// <summary>COQL's refusals, all flat under 400 (FACTS 4.2).</summary>
internal static class CoqlErrors
{
    public static CrmRefusal Near(string text, int column) =>
        CrmRefusal.Because("SYNTAX_ERROR", "error occured while parsing the query", ("line", 1), ("column", column + 1), ("near", text));

    public static CrmRefusal MissingClause(string clause) => CrmRefusal.Because("SYNTAX_ERROR", "missing clause", ("clause", clause));

    public static CrmRefusal Operator(string text) => CrmRefusal.Because("SYNTAX_ERROR", "error occured while parsing the query", ("operator", text));

    public static CrmRefusal Invalid(string reason, string column, string? comparator = null)
    {
        var details = new JsonObject { ["reason"] = reason, ["column_name"] = column };
        if (comparator is not null)
        {
            details["operator"] = comparator;
        }

        return new CrmRefusal(new CrmError("INVALID_QUERY", "invalid query formed", details));
    }

    public static CrmRefusal TooMany(string clause, int limit) =>
        CrmRefusal.Because("LIMIT_EXCEEDED", "the limit is exceeded", ("clause", clause), ("limit", limit));
}
