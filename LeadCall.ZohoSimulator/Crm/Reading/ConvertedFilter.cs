using LeadCall.ZohoSimulator.Crm.Records;

namespace LeadCall.ZohoSimulator.Crm.Reading;

/// <summary>Converted Leads are hidden unless asked for: <c>converted=true|false|both</c> (FACTS 3.6, 4.1).</summary>
internal static class ConvertedFilter
{
    public static IEnumerable<CrmRecord> Apply(CrmCall call, IEnumerable<CrmRecord> records) =>
        (call.TryQuery("converted", out var asked) ? asked : "false") switch
        {
            "both" => records,
            "true" => records.Where(record => record.Converted),
            "false" => records.Where(record => !record.Converted),
            _ => throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("param_name", "converted")),
        };
}
