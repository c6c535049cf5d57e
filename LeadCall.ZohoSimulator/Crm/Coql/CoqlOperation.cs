using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Schema;
using LeadCall.ZohoSimulator.Crm.Stages;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Coql;

/// <summary><c>POST /coql</c> (FACTS 4.2).</summary>
internal sealed class CoqlOperation(ZohoWorld world)
{
    public CrmAnswer Run(CrmCall call)
    {
        var body = call.JsonBody();
        if (!body.TryGetProperty("select_query", out var text) || text.ValueKind != JsonValueKind.String)
        {
            throw CrmRefusal.Because("MANDATORY_NOT_FOUND", "required field not found", ("api_name", "select_query"), ("json_path", "$.select_query"));
        }

        var switches = call.Organisation.Switches;
        var query = CoqlParser.Parse(text.GetString()!, switches);
        CheckLimits(query, switches);
        var from = ModuleOf(call, query.Module);
        var columns = new CoqlColumns(call.Organisation, from);
        Permit(call, columns, query);
        CheckColumns(query, columns);

        var matches = new CoqlMatcher(columns, switches).Compile(query.Where);
        var visibleUntil = world.Clock.GetUtcNow().AddSeconds(-switches.CoqlDelaySeconds);
        var rows = call.Organisation.Table(from.ApiName).Snapshot()
            .Where(row => (switches.CoqlDelaySeconds <= 0 || row.WrittenAt <= visibleUntil) && !(switches.CoqlHidesConvertedLeads && row.Converted) && matches(row));
        if (query.Select.Any(column => column.Aggregate is not null))
        {
            return Count(query, rows);
        }

        var page = Ordered(rows, query.OrderBy, columns).Skip(query.Offset).Take(query.Limit + 1).ToList();
        var more = page.Count > query.Limit;
        page = more ? page[..query.Limit] : page;
        return page.Count == 0 ? CrmAnswer.NoContent : CrmAnswer.Ok(new JsonObject
        {
            ["data"] = new JsonArray([.. page.Select(row => Show(call, row, query.Select, columns))]),
            ["info"] = new JsonObject { ["count"] = page.Count, ["more_records"] = more },
        });
    }

    private static void CheckLimits(CoqlQuery query, CrmSwitches switches)
    {
        if (query.Limit > switches.CoqlMaximumRows)
        {
            throw CoqlErrors.TooMany("limit", switches.CoqlMaximumRows);
        }

        if (query.Offset > switches.CoqlMaximumOffset)
        {
            throw CoqlErrors.TooMany("offset", switches.CoqlMaximumOffset);
        }

        var joins = ColumnsOf(query).Select(column => column.Via).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        if (joins > switches.CoqlMaximumJoins)
        {
            throw CoqlErrors.TooMany("join", switches.CoqlMaximumJoins);
        }
    }

    private static ModuleSchema ModuleOf(CrmCall call, string name) =>
        call.Organisation.Module(name) ?? throw CrmRefusal.Because("INVALID_MODULE", "the module name given seems to be invalid", ("resource_path_index", 0));

    /// <summary>Read scope and view right of every module in the query (FACTS 2).</summary>
    private static void Permit(CrmCall call, CoqlColumns columns, CoqlQuery query)
    {
        foreach (var module in columns.Modules(ColumnsOf(query)))
        {
            Authorisation.Demand(call, module, "ZohoCRM.modules.{m}.READ", "view");
        }
    }

    private static IEnumerable<CoqlColumn> ColumnsOf(CoqlQuery query) =>
        [.. query.Select, .. Comparisons(query.Where).Select(comparison => comparison.Column), .. query.OrderBy.Select(order => order.Column)];

    private static IEnumerable<CoqlComparison> Comparisons(CoqlCondition condition) => condition is CoqlBoth both
        ? Comparisons(both.Left).Concat(Comparisons(both.Right))
        : [(CoqlComparison)condition];

    private static void CheckColumns(CoqlQuery query, CoqlColumns columns)
    {
        foreach (var column in query.Select.Concat(query.OrderBy.Select(order => order.Column)))
        {
            columns.Field(column);
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in query.Select.Where(column => !seen.Add(column.Key)))
        {
            throw CrmRefusal.Because(column.Alias is null ? "DUPLICATE_DATA" : "DUPLICATE_ALIAS", "duplicate data", ("column_name", column.Key));
        }
    }

    private static CrmAnswer Count(CoqlQuery query, IEnumerable<CrmRecord> rows) => query.Select.Count == 1
        ? CrmAnswer.Ok(new JsonObject
        {
            ["data"] = new JsonArray(new JsonObject { [query.Select[0].Key] = rows.Count() }),
            ["info"] = new JsonObject { ["count"] = 1, ["more_records"] = false },
        })
        : throw CoqlErrors.Invalid("a column beside an aggregate needs group by", query.Select[0].Written);

    /// <summary>By the columns asked, then by id; ascending by id when none is asked.</summary>
    private static IEnumerable<CrmRecord> Ordered(IEnumerable<CrmRecord> rows, IReadOnlyList<CoqlOrder> orders, CoqlColumns columns)
    {
        if (orders.Count == 0)
        {
            return rows;
        }

        IOrderedEnumerable<CrmRecord>? ordered = null;
        foreach (var order in orders)
        {
            var field = columns.Field(order.Column);
            IComparer<string?> comparer = field.IsNumber ? NumberText.Comparer : StringComparer.OrdinalIgnoreCase;
            string? Key(CrmRecord row) => columns.Holder(row, order.Column) is { } holder ? Values.Text(holder, field.ApiName) : null;
            ordered = (ordered, order.Ascending) switch
            {
                (null, true) => rows.OrderBy(Key, comparer),
                (null, false) => rows.OrderByDescending(Key, comparer),
                (_, true) => ordered.ThenBy(Key, comparer),
                _ => ordered.ThenByDescending(Key, comparer),
            };
        }

        return ordered!;
    }

    private static JsonObject Show(CrmCall call, CrmRecord row, IReadOnlyList<CoqlColumn> select, CoqlColumns columns)
    {
        var view = new RecordView(call.Organisation, call.User);
        var body = new JsonObject { ["id"] = row.Id };
        foreach (var column in select.Where(column => column.Key != "id"))
        {
            var field = columns.Field(column);
            body[column.Key] = columns.Holder(row, column) is not { } holder ? null
                : field.ApiName == "id" ? holder.Id
                : field.DataType == "multi_module_lookup" ? Values.Text(holder, field.ApiName) is { } id ? new JsonObject { ["id"] = id } : null
                : view.Show(holder, field);
        }

        return body;
    }

    /// <summary>Orders numbers kept as text; empty comes first.</summary>
    private sealed class NumberText : IComparer<string?>
    {
        public static NumberText Comparer { get; } = new();

        public int Compare(string? x, string? y) => Nullable.Compare(Read(x), Read(y));

        private static decimal? Read(string? text) => text is null ? null : decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
