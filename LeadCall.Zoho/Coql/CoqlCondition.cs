using System.Collections.Immutable;

namespace LeadCall.Zoho.Coql;

/// <summary>
/// A condition of a COQL query (FACTS 4.2). Can only be made from checked field names and literals: a text from outside
/// never becomes part of the query's syntax. Multi-line fields such as Description cannot be asked for.
/// </summary>
public sealed class CoqlCondition
{
    /// <summary>Values in one <c>in (…)</c>.</summary>
    public const int MaxInValues = 50;

    /// <summary>Criteria in one query.</summary>
    public const int MaxCriteria = 25;

    private CoqlCondition(string text, int criteria) => (Text, Criteria) = (text, criteria);

    internal string Text { get; }

    internal int Criteria { get; }

    /// <summary>Text, phone, picklist, lookup or id equals, on the stored spelling.</summary>
    /// <exception cref="ArgumentException">The value holds a character that <see cref="CoqlLiteral.IsAllowed"/> refuses.</exception>
    public static CoqlCondition Equal(string field, string value) => Compare(field, "=", CoqlLiteral.Text(value));

    public static CoqlCondition Equal(string field, DateTimeOffset value) => Compare(field, "=", CoqlLiteral.Instant(value));

    public static CoqlCondition Equal(string field, bool value) => Compare(field, "=", value ? "'true'" : "'false'");

    public static CoqlCondition AtLeast(string field, DateTimeOffset value) => Compare(field, ">=", CoqlLiteral.Instant(value));

    public static CoqlCondition Before(string field, DateTimeOffset value) => Compare(field, "<", CoqlLiteral.Instant(value));

    /// <summary>For paging by id: order by id and ask for what follows the last one seen.</summary>
    public static CoqlCondition IdAfter(string id) => Compare("id", ">", CoqlLiteral.Id(id));

    /// <exception cref="ArgumentException">No value, or more than <see cref="MaxInValues"/>.</exception>
    public static CoqlCondition In(string field, IReadOnlyCollection<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count is 0 or > MaxInValues)
        {
            throw new ArgumentException($"COQL takes 1 to {MaxInValues} values in one list, not {values.Count}.", nameof(values));
        }

        return Compare(field, "in", $"({string.Join(", ", values.Select(CoqlLiteral.Text))})");
    }

    public static CoqlCondition IsNull(string field) => new($"{CoqlLiteral.Field(field)} is null", 1);

    public static CoqlCondition IsNotNull(string field) => new($"{CoqlLiteral.Field(field)} is not null", 1);

    /// <summary>All of them, bracketed pairwise as Zoho demands.</summary>
    public static CoqlCondition All(params ImmutableArray<CoqlCondition> conditions) => Join(conditions, "and");

    /// <summary>Any of them, bracketed pairwise as Zoho demands.</summary>
    public static CoqlCondition Any(params ImmutableArray<CoqlCondition> conditions) => Join(conditions, "or");

    public override string ToString() => $"{Criteria} criteria";

    private static CoqlCondition Compare(string field, string comparator, string literal) =>
        new($"{CoqlLiteral.Field(field)} {comparator} {literal}", 1);

    private static CoqlCondition Join(ImmutableArray<CoqlCondition> conditions, string word)
    {
        if (conditions.IsDefaultOrEmpty)
        {
            throw new ArgumentException("At least one condition is needed.", nameof(conditions));
        }

        var joined = conditions.Skip(1).Aggregate(conditions[0], (left, right) =>
            new CoqlCondition($"({left.Text} {word} {right.Text})", left.Criteria + right.Criteria));
        return joined.Criteria <= MaxCriteria
            ? joined
            : throw new ArgumentException($"COQL takes {MaxCriteria} criteria, not {joined.Criteria}.", nameof(conditions));
    }
}
