using System.Text;

namespace LeadCall.ZohoSimulator.Crm.Searching;

/// <summary>A parsed <c>criteria</c>: comparisons joined by and/or.</summary>
internal abstract record SearchCriterion
{
    public abstract IEnumerable<SearchComparison> Comparisons();
}

internal sealed record SearchGroup(IReadOnlyList<SearchCriterion> Parts, bool And) : SearchCriterion
{
    public override IEnumerable<SearchComparison> Comparisons() => Parts.SelectMany(part => part.Comparisons());
}

/// <param name="Values">One, or several for <c>in</c> and <c>between</c>; escapes already taken out.</param>
internal sealed record SearchComparison(string Field, string Operator, IReadOnlyList<string> Values) : SearchCriterion
{
    public override IEnumerable<SearchComparison> Comparisons() => [this];
}

/// <summary>
/// Reads <c>((Field:operator:value)and(Field:operator:value))</c>. In a value <c>( ) , \</c> are escaped by a backslash (FACTS 4.1).
/// </summary>
internal sealed class SearchCriteria
{
    private const int MaximumLength = 3_000;
    private const int MaximumValues = 100;

    private readonly string text;
    private int at;

    private SearchCriteria(string text) => this.text = text;

    public static SearchCriterion Parse(string text, int maximumCriteria)
    {
        if (text.Length > MaximumLength)
        {
            throw CrmRefusal.Because("LIMIT_EXCEEDED", "The criteria is too long", ("limit", MaximumLength), ("param_name", "criteria"));
        }

        var reader = new SearchCriteria(text);
        var criterion = reader.Whole();
        return criterion.Comparisons().Count() <= maximumCriteria
            ? criterion
            : throw CrmRefusal.Because("CRITERIA_LIMIT_EXCEEDED", $"no of criterium that can be given exceed the limit {maximumCriteria}", ("limit", maximumCriteria));
    }

    /// <summary>The outermost brackets may be left out: <c>(A:equals:1)and(B:equals:2)</c>.</summary>
    private SearchCriterion Whole()
    {
        var criterion = Group();
        return at == text.Length ? criterion : throw Invalid();
    }

    private SearchCriterion Group()
    {
        var parts = new List<SearchCriterion> { Part() };
        bool? and = null;
        while ((TakeWord("and") ?? TakeWord("or")) is { } word)
        {
            if (and is not null && and != (word == "and"))
            {
                throw Invalid();
            }

            and = word == "and";
            parts.Add(Part());
        }

        return parts.Count == 1 ? parts[0] : new SearchGroup(parts, and ?? true);
    }

    private string? TakeWord(string word)
    {
        if (string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0)
        {
            return null;
        }

        at += word.Length;
        return word;
    }

    private SearchCriterion Part()
    {
        Expect('(');
        if (at < text.Length && text[at] == '(')
        {
            var inner = Group();
            Expect(')');
            return inner;
        }

        var field = Until(':');
        var comparator = Until(':').ToLowerInvariant();
        var values = Values();
        return values.Count <= MaximumValues ? new SearchComparison(field, comparator, values) : throw Invalid();
    }

    private string Until(char end)
    {
        var start = at;
        while (at < text.Length && text[at] != end)
        {
            at++;
        }

        return at < text.Length ? text[start..at++] : throw Invalid();
    }

    private List<string> Values()
    {
        var values = new List<string>();
        var value = new StringBuilder();
        for (; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\' when at + 1 < text.Length:
                    value.Append(text[++at]);
                    break;
                case ',':
                    values.Add(value.ToString());
                    value.Clear();
                    break;
                case ')':
                    at++;
                    values.Add(value.ToString());
                    return values;
                case '(':
                    throw Invalid();
                default:
                    value.Append(text[at]);
                    break;
            }
        }

        throw Invalid();
    }

    private void Expect(char c)
    {
        if (at >= text.Length || text[at] != c)
        {
            throw Invalid();
        }

        at++;
    }

    private static CrmRefusal Invalid() => CrmRefusal.Because("INVALID_QUERY", "Invalid query formed", ("reason", "criteria can not be parsed"), ("param_name", "criteria"));
}
