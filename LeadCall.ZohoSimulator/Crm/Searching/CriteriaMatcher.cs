using System.Globalization;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Schema;

namespace LeadCall.ZohoSimulator.Crm.Searching;

/// <summary>Turns criteria into a test of records. <c>equals</c> means contains, except on picklists (FACTS 4.1).</summary>
internal sealed class CriteriaMatcher(ModuleSchema schema)
{
    private static readonly string[] OfText = ["equals", "not_equal", "starts_with", "in"];
    private static readonly string[] OfArea = ["equals", "not_equal", "starts_with"];
    private static readonly string[] OfChoice = ["equals", "not_equal", "in"];
    private static readonly string[] OfOrdered = ["equals", "not_equal", "greater_than", "greater_equal", "less_than", "less_equal", "between", "in"];
    private static readonly string[] OfBoolean = ["equals", "not_equal"];

    public Func<CrmRecord, bool> Compile(SearchCriterion criterion)
    {
        if (criterion is SearchGroup group)
        {
            var tests = group.Parts.Select(Compile).ToList();
            return group.And ? record => tests.TrueForAll(test => test(record)) : record => tests.Exists(test => test(record));
        }

        return Compile((SearchComparison)criterion);
    }

    private Func<CrmRecord, bool> Compile(SearchComparison comparison)
    {
        var name = comparison.Field;
        var field = name == "id" ? new FieldDefinition("id", "Id", "lookup", 20) : schema.Find(name);
        if (field is null)
        {
            throw Invalid("the field is not available for search", name);
        }

        if (!Allowed(field).Contains(comparison.Operator))
        {
            throw Invalid($"the operator {comparison.Operator} is not supported for the field", name);
        }

        var values = comparison.Values.Select(value => Canonical(field, value)).ToList();
        return record => Matches(field, comparison.Operator, values, Values.Text(record, name));
    }

    private static string[] Allowed(FieldDefinition field) => field switch
    {
        { DataType: "textarea" } => OfArea,
        { DataType: "boolean" } => OfBoolean,
        { DataType: "picklist" or "autonumber" } or { IsLookup: true } => OfChoice,
        { IsNumber: true } or { DataType: "date" or "datetime" } => OfOrdered,
        _ => OfText,
    };

    private static string Canonical(FieldDefinition field, string value) => field.DataType == "datetime"
        ? Values.ReadInstant(value, allowZulu: true) is { } instant ? Values.Instant(instant) : throw Invalid("the value is no date-time", field.ApiName)
        : value;

    private static bool Matches(FieldDefinition field, string comparator, List<string> values, string? text)
    {
        var exact = field.IsNumber || field.IsLookup || field.DataType is "picklist" or "autonumber" or "boolean" or "date" or "datetime";
        bool Equal(string value) => text is not null && (exact ? Compare(field, text, value) == 0 : LooseText.Contains(text, value));
        return comparator switch
        {
            "equals" => Equal(values[0]),
            "not_equal" => !Equal(values[0]),
            "in" => values.Exists(Equal),
            "starts_with" => text is not null && LooseText.StartsWith(text, values[0]),
            _ when text is null => false,
            "greater_than" => Compare(field, text, values[0]) > 0,
            "greater_equal" => Compare(field, text, values[0]) >= 0,
            "less_than" => Compare(field, text, values[0]) < 0,
            "less_equal" => Compare(field, text, values[0]) <= 0,
            "between" when values.Count == 2 => Compare(field, text, values[0]) >= 0 && Compare(field, text, values[1]) <= 0,
            _ => throw Invalid("between needs two values", field.ApiName),
        };
    }

    private static int Compare(FieldDefinition field, string text, string value) =>
        field.IsNumber && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var a) && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
            ? a.CompareTo(b)
            : string.Compare(text, value, StringComparison.OrdinalIgnoreCase);

    private static CrmRefusal Invalid(string reason, string field) =>
        CrmRefusal.Because("INVALID_QUERY", "Invalid query formed", ("reason", reason), ("api_name", field), ("param_name", "criteria"));
}
