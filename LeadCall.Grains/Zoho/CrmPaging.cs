using System.Collections.Immutable;

namespace LeadCall.Grains.Zoho;

/// <summary>Paging through records by the time of their last change, while people go on changing them. Pure.</summary>
internal static class CrmPaging
{
    /// <summary>Rows that may leave a group of equal times while it is paged; as many are read twice.</summary>
    private const int Slack = 20;

    /// <summary>
    /// Goes on from the last time seen, which reads its records twice and misses none, whatever moved meanwhile. Only a whole page of one
    /// time is paged by offset.
    /// </summary>
    public static (DateTimeOffset Since, int Offset) Next(ImmutableArray<CrmPhones> page, DateTimeOffset since, int offset)
    {
        var last = page[^1].ModifiedAt;
        if (last > since)
        {
            // Offsets count within one time: a page that ends at a later time starts anew there.
            var begun = page[0].ModifiedAt;
            return begun < last ? (last, 0) : (last, Math.Max(page.Length - Slack, 1));
        }

        return (since, offset + Math.Max(page.Length - Slack, 1));
    }
}
