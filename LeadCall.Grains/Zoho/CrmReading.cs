using System.Collections.Immutable;
using LeadCall.Storage.Zoho;
using LeadCall.Zoho.Records;

namespace LeadCall.Grains.Zoho;

/// <summary>Which fields are read of a module, from the organisation's own metadata, and what a record says by them. Pure.</summary>
internal sealed class CrmReading(CrmModule module, IReadOnlyList<FieldRow> fields)
{
    /// <summary>COQL takes at most 50 columns; the rest is for id, time and names (FACTS 4.2).</summary>
    private const int MostPhoneFields = 40;

    private readonly HashSet<string> known = fields.Select(field => field.ApiName).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every phone-type field, custom ones too (FEATURES E14).</summary>
    public ImmutableArray<string> PhoneFields { get; } =
        [.. fields.Where(field => field.DataType == "phone").Select(field => field.ApiName).Take(MostPhoneFields)];

    /// <summary>What a catch-up selects.</summary>
    public ImmutableArray<string> CatchUpColumns => ["id", "Modified_Time", .. Optional("Converted__s"), .. PhoneFields];

    /// <summary>What a read-back selects: enough for a manager to recognise the record.</summary>
    public ImmutableArray<string> ReadBackFields =>
        ["id", .. Optional("Last_Name", "First_Name", "Full_Name", "Company", "Account_Name", "Email", "Owner", "Converted__s"), .. PhoneFields];

    public CrmPhones Phones(ZohoRecord record) => new(
        record.Id, record.Instant("Modified_Time") ?? DateTimeOffset.MinValue, record.Flag("Converted__s") ?? false, Numbers(record));

    public CrmRecord Record(ZohoRecord record) => new(
        module,
        record.Id,
        record.Text("Full_Name") ?? string.Join(' ', new[] { record.Text("First_Name"), record.Text("Last_Name") }.Where(part => part is not null)),
        record.Text("Company") ?? record.Reference("Account_Name")?.Name,
        record.Text("Email"),
        record.Reference("Owner")?.Name,
        record.Flag("Converted__s") ?? false,
        Numbers(record));

    private ImmutableDictionary<string, string> Numbers(ZohoRecord record)
    {
        var numbers = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var field in PhoneFields)
        {
            if (record.Text(field) is { Length: > 0 } value)
            {
                numbers.Add(field, value);
            }
        }

        return numbers.ToImmutable();
    }

    private IEnumerable<string> Optional(params string[] names) => names.Where(known.Contains);
}
