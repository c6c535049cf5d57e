using System.Globalization;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Coql;

/// <summary>Reads a COQL text (FACTS 4.2). Conditions beyond two must be bracketed pairwise.</summary>
internal sealed class CoqlParser
{
    private const int MaximumCriteria = 25;
    private const int MaximumOrders = 10;
    private const int DefaultLimit = 200;

    private readonly IReadOnlyList<CoqlToken> tokens;
    private readonly CrmSwitches switches;
    private int at;
    private int criteria;

    private CoqlParser(string query, CrmSwitches switches)
    {
        tokens = CoqlLexer.Cut(query, switches.CoqlQuoteEscape);
        this.switches = switches;
    }

    private CoqlToken Now => tokens[at];

    public static CoqlQuery Parse(string query, CrmSwitches switches) => new CoqlParser(query, switches).Query();

    private CoqlQuery Query()
    {
        Expect("select");
        var columns = List(SelectColumn, switches.CoqlMaximumColumns, "select");
        if (!Take("from"))
        {
            throw CoqlErrors.MissingClause("from");
        }

        var module = Name();
        if (!Take("where"))
        {
            throw CoqlErrors.MissingClause("where");
        }

        var where = Conditions();
        var orders = new List<CoqlOrder>();
        if (Take("order"))
        {
            Expect("by");
            orders = List(Order, MaximumOrders, "order by");
        }

        var (offset, limit) = LimitAndOffset();
        return Now.Kind == CoqlKind.End ? new CoqlQuery(columns, module, where, orders, offset, limit) : throw CoqlErrors.Near(Now.Text, Now.Column);
    }

    /// <summary><c>limit 10</c>, <c>limit 20, 10</c> (offset first) or <c>limit 10 offset 20</c>.</summary>
    private (int Offset, int Limit) LimitAndOffset()
    {
        var (offset, limit) = (0, DefaultLimit);
        if (Take("limit"))
        {
            limit = Number();
            if (TakeSymbol(","))
            {
                (offset, limit) = (limit, Number());
            }
        }

        if (Take("offset"))
        {
            offset = Number();
        }

        return limit > 0 ? (offset, limit) : throw CrmRefusal.Because("INVALID_DATA", "limit should be greater than 0");
    }

    private CoqlColumn SelectColumn()
    {
        var column = Aggregate() ?? Column();
        return Take("as") ? column with { Alias = Name() } : column;
    }

    private CoqlColumn? Aggregate()
    {
        if (Now.Kind != CoqlKind.Word || !tokens[at + 1].IsSymbol("("))
        {
            return null;
        }

        var function = Name().ToUpperInvariant();
        if (function is not "COUNT")
        {
            throw CoqlErrors.Near(function, tokens[at - 1].Column);
        }

        ExpectSymbol("(");
        var column = TakeSymbol("*") ? new CoqlColumn(null, null, "id") : Column();
        ExpectSymbol(")");
        return column with { Aggregate = function };
    }

    private CoqlColumn Column()
    {
        var first = Name();
        if (TakeSymbol("->"))
        {
            var module = Name();
            ExpectSymbol(".");
            return new CoqlColumn(first, module, Name());
        }

        return TakeSymbol(".") ? new CoqlColumn(first, null, Name()) : new CoqlColumn(null, null, first);
    }

    private CoqlOrder Order()
    {
        var column = Column();
        var descending = Take("desc");
        if (!descending)
        {
            Take("asc");
        }

        return new CoqlOrder(column, !descending);
    }

    /// <summary>One condition, or two with and/or between; more need brackets.</summary>
    private CoqlCondition Conditions()
    {
        var left = Condition();
        if (!Now.Is("and") && !Now.Is("or"))
        {
            return left;
        }

        var and = Now.Is("and");
        at++;
        var both = new CoqlBoth(left, Condition(), and);
        return Now.Is("and") || Now.Is("or") ? throw CoqlErrors.Near(Now.Text, Now.Column) : both;
    }

    private CoqlCondition Condition()
    {
        if (!TakeSymbol("("))
        {
            return ++criteria <= MaximumCriteria ? Comparison() : throw CoqlErrors.TooMany("where", MaximumCriteria);
        }

        var inner = Conditions();
        ExpectSymbol(")");
        return inner;
    }

    private CoqlComparison Comparison()
    {
        var column = Column();
        if (Take("is"))
        {
            var not = Take("not");
            Expect("null");
            return new CoqlComparison(column, not ? "is not null" : "is null", []);
        }

        var negated = Take("not") ? "not " : "";
        if (Take("in"))
        {
            ExpectSymbol("(");
            var values = List(Value, switches.CoqlMaximumInValues, "in");
            ExpectSymbol(")");
            return new CoqlComparison(column, negated + "in", values);
        }

        if (Take("like"))
        {
            return new CoqlComparison(column, negated + "like", [Value()]);
        }

        if (Take("between"))
        {
            var low = Value();
            Expect("and");
            return new CoqlComparison(column, negated + "between", [low, Value()]);
        }

        var comparator = Now;
        at++;
        return negated.Length == 0 && comparator.Kind == CoqlKind.Symbol && comparator.Text is "=" or "!=" or "<>" or "<" or ">" or "<=" or ">="
            ? new CoqlComparison(column, comparator.Text is "<>" ? "!=" : comparator.Text, [Value()])
            : throw CoqlErrors.Operator(comparator.Text);
    }

    private string Value()
    {
        var token = Now;
        if (token.Kind is CoqlKind.Text or CoqlKind.Word)
        {
            at++;
            return token.Kind == CoqlKind.Word && TakeSymbol(".") ? $"{token.Text}.{Name()}" : token.Text;
        }

        throw CoqlErrors.Near(token.Text, token.Column);
    }

    private List<T> List<T>(Func<T> item, int maximum, string clause)
    {
        var items = new List<T> { item() };
        while (TakeSymbol(","))
        {
            items.Add(item());
        }

        return items.Count <= maximum ? items : throw CoqlErrors.TooMany(clause, maximum);
    }

    private int Number()
    {
        var token = Now;
        at++;
        return int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw CoqlErrors.Near(token.Text, token.Column);
    }

    private string Name()
    {
        var token = Now;
        at++;
        return token.Kind == CoqlKind.Word ? token.Text : throw CoqlErrors.Near(token.Text, token.Column);
    }

    private bool Take(string keyword)
    {
        var found = Now.Is(keyword);
        at += found ? 1 : 0;
        return found;
    }

    private bool TakeSymbol(string symbol)
    {
        var found = Now.IsSymbol(symbol);
        at += found ? 1 : 0;
        return found;
    }

    private void Expect(string keyword)
    {
        if (!Take(keyword))
        {
            throw CoqlErrors.Near(Now.Text, Now.Column);
        }
    }

    private void ExpectSymbol(string symbol)
    {
        if (!TakeSymbol(symbol))
        {
            throw CoqlErrors.Near(Now.Text, Now.Column);
        }
    }
}
