using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Page;

/// <summary>What the page shows of one module.</summary>
/// <param name="Total">All records of the module.</param>
/// <param name="Matching">How many of them the search found.</param>
/// <param name="Rows">The newest of those.</param>
internal sealed record PageRows(int Total, int Matching, IReadOnlyList<JsonObject> Rows)
{
    private const int Shown = 100;

    public static PageRows Of(Organisation organisation, RecordTable table, string? search)
    {
        var all = table.Snapshot();
        var test = PageSearch.For(organisation, search);
        var view = new RecordView(organisation, organisation.Users[0]);
        var matching = all.Where(test).ToList();
        return new PageRows(all.Count, matching.Count, [.. matching.AsEnumerable().Reverse().Take(Shown).Select(record =>
        {
            var row = view.Show(record);
            row["$made_through_api"] = record.ThroughApi;
            return row;
        })]);
    }
}
