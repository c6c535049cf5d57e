using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Page;

/// <summary>The page's search: the digits of a number in any spelling, or a piece of text; activities are found through their people too.</summary>
internal static class PageSearch
{
    private const int EnoughDigits = 4;

    public static Func<CrmRecord, bool> For(Organisation organisation, string? search)
    {
        if (string.IsNullOrWhiteSpace(search))
        {
            return _ => true;
        }

        // A national number typed with its trunk 0 is stored without it elsewhere.
        var digits = string.Concat(search.Where(char.IsAsciiDigit)).TrimStart('0');
        bool Own(CrmRecord record) => record.Fields.Any(field => field.Value.ValueKind == System.Text.Json.JsonValueKind.String && Hit(field.Value.GetString()!));
        bool Hit(string stored) => stored.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase)
            || (digits.Length >= EnoughDigits && string.Concat(stored.Where(char.IsAsciiDigit)).Contains(digits, StringComparison.Ordinal));
        return record => Own(record) || People(organisation, record).Any(Own);
    }

    private static IEnumerable<CrmRecord> People(Organisation organisation, CrmRecord record)
    {
        if (Values.Text(record, "Who_Id") is { } who && organisation.Table("Contacts").Find(who) is { } contact)
        {
            yield return contact;
        }

        if (record.SeModule is not null && Values.Text(record, "What_Id") is { } what && organisation.Table(record.SeModule).Find(what) is { } related)
        {
            yield return related;
        }
    }
}
