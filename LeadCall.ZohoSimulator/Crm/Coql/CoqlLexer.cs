using System.Text;

namespace LeadCall.ZohoSimulator.Crm.Coql;

internal enum CoqlKind
{
    Word,
    Text,
    Symbol,
    End,
}

internal readonly record struct CoqlToken(CoqlKind Kind, string Text, int Column)
{
    public bool Is(string keyword) => Kind == CoqlKind.Word && string.Equals(Text, keyword, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == CoqlKind.Symbol && Text == symbol;
}

/// <summary>Cuts a query into words, quoted texts and symbols. How a quote inside a text is escaped is a switch (FACTS 4.2).</summary>
internal static class CoqlLexer
{
    private static readonly string[] Symbols = ["->", "!=", "<>", "<=", ">=", "=", "<", ">", "(", ")", ",", ".", "*"];

    public static IReadOnlyList<CoqlToken> Cut(string query, string quoteEscape)
    {
        var tokens = new List<CoqlToken>();
        for (var i = 0; i < query.Length;)
        {
            if (char.IsWhiteSpace(query[i]))
            {
                i++;
            }
            else if (query[i] == '\'')
            {
                tokens.Add(new CoqlToken(CoqlKind.Text, Quoted(query, quoteEscape, ref i, out var start), start));
            }
            else if (IsWord(query[i]))
            {
                var start = i;
                while (i < query.Length && (IsWord(query[i]) || (query[i] == '-' && (i + 1 == query.Length || query[i + 1] != '>'))))
                {
                    i++;
                }

                tokens.Add(new CoqlToken(CoqlKind.Word, query[start..i], start));
            }
            else
            {
                var symbol = Array.Find(Symbols, s => string.CompareOrdinal(query, i, s, 0, s.Length) == 0) ?? throw CoqlErrors.Near(query[i].ToString(), i);
                tokens.Add(new CoqlToken(CoqlKind.Symbol, symbol, i));
                i += symbol.Length;
            }
        }

        tokens.Add(new CoqlToken(CoqlKind.End, "", query.Length));
        return tokens;
    }

    private static bool Doubled(string query, string quoteEscape, int i) => quoteEscape == "doubled" && i + 1 < query.Length && query[i] == '\'' && query[i + 1] == '\'';

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '+' or ':';

    private static string Quoted(string query, string quoteEscape, ref int i, out int start)
    {
        start = i++;
        var text = new StringBuilder();
        while (i < query.Length && (query[i] != '\'' || Doubled(query, quoteEscape, i)))
        {
            i += i + 1 < query.Length && (Doubled(query, quoteEscape, i) || (query[i] == '\\' && quoteEscape == "backslash")) ? 1 : 0;
            text.Append(query[i++]);
        }

        if (i == query.Length)
        {
            throw CoqlErrors.Near(query[start..], start);
        }

        i++;
        return text.ToString();
    }
}
