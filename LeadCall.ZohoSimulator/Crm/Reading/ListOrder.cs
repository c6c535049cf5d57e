using LeadCall.ZohoSimulator.Crm.Records;

namespace LeadCall.ZohoSimulator.Crm.Reading;

/// <summary>The order of a list: by id, Created_Time or Modified_Time, newest first by default; equal times by id (FACTS 3.6).</summary>
internal sealed record ListOrder(string SortBy, bool Ascending) : IComparer<(string Key, string Id)>
{
    public static ListOrder From(CrmCall call)
    {
        var sortBy = call.TryQuery("sort_by", out var by) ? by : "id";
        var order = call.TryQuery("sort_order", out var text) ? text : "desc";
        if (sortBy is not ("id" or "Created_Time" or "Modified_Time"))
        {
            throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("param_name", "sort_by"));
        }

        return order is "asc" or "desc"
            ? new ListOrder(sortBy, order == "asc")
            : throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("param_name", "sort_order"));
    }

    public (string Key, string Id) KeyOf(CrmRecord record) => (SortBy switch
    {
        "Created_Time" => Values.Instant(record.CreatedTime),
        "Modified_Time" => Values.Instant(record.ModifiedTime),
        _ => record.Id,
    }, record.Id);

    public int Compare((string Key, string Id) x, (string Key, string Id) y)
    {
        var order = string.CompareOrdinal(x.Key, y.Key);
        order = order != 0 ? order : string.CompareOrdinal(x.Id, y.Id);
        return Ascending ? order : -order;
    }
}
