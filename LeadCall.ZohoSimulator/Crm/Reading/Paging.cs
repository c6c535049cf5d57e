using System.Globalization;

namespace LeadCall.ZohoSimulator.Crm.Reading;

/// <summary><c>page</c> and <c>per_page</c> (≤ 200, default 200).</summary>
internal readonly record struct Paging(int Page, int PerPage)
{
    private const int Maximum = 200;

    public int Skip => (Page - 1) * PerPage;

    public static Paging From(CrmCall call)
    {
        var paging = new Paging(Number(call, "page", 1), Number(call, "per_page", Maximum));
        return paging.PerPage <= Maximum
            ? paging
            : throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("param_name", "per_page"), ("maximum_length", Maximum));
    }

    private static int Number(CrmCall call, string name, int absent)
    {
        if (!call.TryQuery(name, out var text))
        {
            return absent;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("param_name", name), ("expected_data_type", "integer"));
    }
}
