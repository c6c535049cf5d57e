using System.Collections.Immutable;
using System.Globalization;

namespace LeadCall.Zoho.Coql;

/// <summary>
/// A COQL query that stays within what is sure (FACTS 4.2): at most 50 columns, at most 200 rows a call (one credit).
/// COQL sees a record as soon as it is written, unlike search.
/// </summary>
public sealed record CoqlQuery
{
    public const int MaxColumns = 50;
    public const int MaxLimit = 200;
    public const int MaxReach = 100_000;

    private CoqlQuery(ImmutableArray<string> columns, string module, CoqlCondition where) =>
        (Columns, Module, Where) = (columns, module, where);

    public ImmutableArray<string> Columns { get; }

    public string Module { get; }

    public CoqlCondition Where { get; private init; }

    /// <summary>Null: Zoho's own order, by id ascending.</summary>
    public string? OrderBy { get; private init; }

    public int Limit { get; private init; } = MaxLimit;

    public int Offset { get; private init; }

    /// <exception cref="ArgumentException">No column, too many, or a name that is no API name.</exception>
    public static CoqlQuery Select(IReadOnlyCollection<string> columns, string module, CoqlCondition where)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(where);
        if (columns.Count is 0 or > MaxColumns)
        {
            throw new ArgumentException($"COQL selects 1 to {MaxColumns} columns, not {columns.Count}.", nameof(columns));
        }

        return new([.. columns.Select(CoqlLiteral.Field)], ZohoNames.Module(module), where);
    }

    public CoqlQuery Ordered(string field, bool descending = false) =>
        this with { OrderBy = CoqlLiteral.Field(field) + (descending ? " desc" : " asc") };

    public CoqlQuery Take(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        return this with { Limit = limit };
    }

    /// <summary>The page that starts after <paramref name="offset"/> rows. Rows that change meanwhile may be missed: prefer <see cref="AfterId"/>.</summary>
    public CoqlQuery Skip(int offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, MaxReach);
        return this with { Offset = offset };
    }

    /// <summary>The page after the record <paramref name="id"/>, ordered by id.</summary>
    public CoqlQuery AfterId(string id) => (this with { Where = CoqlCondition.All(Where, CoqlCondition.IdAfter(id)), Offset = 0 }).Ordered("id");

    internal string Text =>
        $"select {string.Join(", ", Columns)} from {Module} where {Where.Text}"
        + (OrderBy is null ? "" : $" order by {OrderBy}")
        + string.Create(CultureInfo.InvariantCulture, $" limit {Limit}")
        + (Offset == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" offset {Offset}"));

    /// <summary>Without the values: they may be phone numbers.</summary>
    public override string ToString() => $"COQL over {Module}, {Where.Criteria} criteria";
}
