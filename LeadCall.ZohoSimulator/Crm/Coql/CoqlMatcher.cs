using System.Globalization;
using LeadCall.ZohoSimulator.Crm.Records;
using LeadCall.ZohoSimulator.Crm.Schema;
using LeadCall.ZohoSimulator.Crm.Searching;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Coql;

/// <summary>Turns a where clause into a test of rows, refusing comparators a field's type does not have (FACTS 4.2).</summary>
internal sealed class CoqlMatcher(CoqlColumns columns, CrmSwitches switches)
{
    private static readonly string[] OfText = ["=", "!=", "like", "not like", "in", "not in", "is null", "is not null"];
    private static readonly string[] OfLookup = ["=", "!=", "in", "not in", "is null", "is not null"];
    private static readonly string[] OfOrdered = ["=", "!=", "<", "<=", ">", ">=", "between", "not between", "in", "not in", "is null", "is not null"];
    private static readonly string[] OfId = ["=", "!=", "<", "<=", ">", ">=", "between", "not between", "in", "not in", "is null", "is not null"];
    private static readonly string[] OfBoolean = ["=", "!="];

    public Func<CrmRecord, bool> Compile(CoqlCondition condition)
    {
        if (condition is CoqlBoth both)
        {
            var (left, right) = (Compile(both.Left), Compile(both.Right));
            return both.And ? row => left(row) && right(row) : row => left(row) || right(row);
        }

        return Compile((CoqlComparison)condition);
    }

    private Func<CrmRecord, bool> Compile(CoqlComparison comparison)
    {
        var column = comparison.Column;
        var field = columns.Field(column);
        if (!Allowed(field).Contains(comparison.Operator))
        {
            throw CoqlErrors.Invalid(
                field.DataType == "textarea" ? "multi-line fields are not supported in criteria" : "invalid operator found", column.Written, comparison.Operator);
        }

        var digits = field.DataType == "phone" && switches.CoqlComparesPhonesByDigits && comparison.Operator is ("=" or "!=" or "in" or "not in");
        string Seen(string value) => digits ? LooseText.Digits(value) : value;
        var values = comparison.Values.Select(value => Seen(Canonical(field, value, comparison))).ToList();
        var test = Test(field, comparison.Operator, values);
        return row => test(columns.Holder(row, column) is { } holder && Values.Text(holder, field.ApiName) is { } text ? Seen(text) : null);
    }

    private static string[] Allowed(FieldDefinition field) => field switch
    {
        { DataType: "textarea" } => [],
        { DataType: "boolean" } => OfBoolean,
        { ApiName: "id" } => OfId,
        { IsLookup: true } => OfLookup,
        { IsNumber: true } or { DataType: "date" or "datetime" } => OfOrdered,
        _ => OfText,
    };

    private static string Canonical(FieldDefinition field, string value, CoqlComparison comparison) => field switch
    {
        { DataType: "datetime" } => Values.ReadInstant(value, allowZulu: true) is { } instant
            ? Values.Instant(instant)
            : throw CoqlErrors.Invalid("invalid value found", comparison.Column.Written, comparison.Operator),
        { DataType: "boolean" } => value.ToLowerInvariant() is "true" or "false"
            ? value.ToLowerInvariant()
            : throw CoqlErrors.Invalid("invalid value found", comparison.Column.Written, comparison.Operator),
        { IsNumber: true } => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _)
            ? value
            : throw CoqlErrors.Invalid("invalid value found", comparison.Column.Written, comparison.Operator),
        _ => value,
    };

    private static Func<string?, bool> Test(FieldDefinition field, string comparator, List<string> values)
    {
        Func<string, string, int> compare = field.IsNumber
            ? (a, b) => decimal.Parse(a, NumberStyles.Float, CultureInfo.InvariantCulture).CompareTo(decimal.Parse(b, NumberStyles.Float, CultureInfo.InvariantCulture))
            : field.DataType is "datetime" or "date" || field.ApiName == "id" ? string.CompareOrdinal
            : (a, b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase);
        return comparator switch
        {
            "is null" => text => text is null,
            "is not null" => text => text is not null,
            "=" => text => text is not null && compare(text, values[0]) == 0,
            "!=" => text => text is null || compare(text, values[0]) != 0,
            "<" => text => text is not null && compare(text, values[0]) < 0,
            "<=" => text => text is not null && compare(text, values[0]) <= 0,
            ">" => text => text is not null && compare(text, values[0]) > 0,
            ">=" => text => text is not null && compare(text, values[0]) >= 0,
            "between" => text => text is not null && compare(text, values[0]) >= 0 && compare(text, values[1]) <= 0,
            "not between" => text => text is not null && (compare(text, values[0]) < 0 || compare(text, values[1]) > 0),
            "in" => text => text is not null && values.Exists(value => compare(text, value) == 0),
            "not in" => text => text is null || !values.Exists(value => compare(text, value) == 0),
            "like" => Like(values[0]),
            "not like" => Not(Like(values[0])),
            _ => throw CoqlErrors.Operator(comparator),
        };
    }

    /// <summary><c>'ab%'</c>, <c>'%ab'</c> or <c>'%ab%'</c>.</summary>
    private static Func<string?, bool> Like(string pattern)
    {
        var text = pattern.Trim('%');
        return (pattern.StartsWith('%'), pattern.EndsWith('%')) switch
        {
            (true, true) => value => value is not null && value.Contains(text, StringComparison.OrdinalIgnoreCase),
            (true, false) => value => value is not null && value.EndsWith(text, StringComparison.OrdinalIgnoreCase),
            (false, true) => value => value is not null && value.StartsWith(text, StringComparison.OrdinalIgnoreCase),
            _ => value => string.Equals(value, text, StringComparison.OrdinalIgnoreCase),
        };
    }

    private static Func<string?, bool> Not(Func<string?, bool> test) => value => !test(value);
}
