using System.Collections.Immutable;
using System.Globalization;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>
/// The grammar the numbering-plan data uses in its patterns: digits, <c>\d</c>, classes such as <c>[2-57]</c>, groups,
/// alternatives, <c>?</c>, <c>{n}</c> and <c>{n,m}</c>. Anything else is a <see cref="FormatException"/>: better a loud stop when
/// newer data brings more than a number judged wrongly.
/// </summary>
internal abstract record DigitSyntax
{
    private const ushort AnyDigit = 0b11_1111_1111;

    private DigitSyntax()
    {
    }

    public sealed record OneOf(ushort Digits) : DigitSyntax;

    public sealed record Sequence(ImmutableArray<DigitSyntax> Parts) : DigitSyntax;

    public sealed record Alternatives(ImmutableArray<DigitSyntax> Branches) : DigitSyntax;

    public sealed record Repeat(DigitSyntax Part, int Least, int Most) : DigitSyntax;

    public static DigitSyntax Parse(string pattern)
    {
        var at = 0;
        var parsed = ParseAlternatives(pattern, ref at);
        return at == pattern.Length ? parsed : throw Unknown(pattern, at);
    }

    private static DigitSyntax ParseAlternatives(string pattern, ref int at)
    {
        var branches = ImmutableArray.CreateBuilder<DigitSyntax>();
        branches.Add(ParseSequence(pattern, ref at));
        while (at < pattern.Length && pattern[at] == '|')
        {
            at++;
            branches.Add(ParseSequence(pattern, ref at));
        }

        return branches.Count == 1 ? branches[0] : new Alternatives(branches.ToImmutable());
    }

    private static Sequence ParseSequence(string pattern, ref int at)
    {
        var parts = ImmutableArray.CreateBuilder<DigitSyntax>();
        while (at < pattern.Length && pattern[at] is not ('|' or ')'))
        {
            parts.Add(ParseCount(pattern, ref at, ParseOne(pattern, ref at)));
        }

        return new Sequence(parts.ToImmutable());
    }

    private static DigitSyntax ParseOne(string pattern, ref int at)
    {
        switch (pattern[at])
        {
            case >= '0' and <= '9':
                return new OneOf(Bit(pattern[at++]));
            case '\\' when at + 1 < pattern.Length && pattern[at + 1] == 'd':
                at += 2;
                return new OneOf(AnyDigit);
            case '[':
                return ParseClass(pattern, ref at);
            case '(':
                at += pattern.AsSpan(at).StartsWith("(?:") ? 3 : 1;
                var inner = ParseAlternatives(pattern, ref at);
                Expect(pattern, ref at, ')');
                return inner;
            default:
                throw Unknown(pattern, at);
        }
    }

    private static OneOf ParseClass(string pattern, ref int at)
    {
        ushort digits = 0;
        at++;
        while (at < pattern.Length && char.IsAsciiDigit(pattern[at]))
        {
            var first = pattern[at++];
            var last = first;
            if (at + 1 < pattern.Length && pattern[at] == '-')
            {
                last = pattern[at + 1];
                at += 2;
            }

            for (var digit = first; digit <= last; digit++)
            {
                digits |= Bit(digit);
            }
        }

        Expect(pattern, ref at, ']');
        return new OneOf(digits);
    }

    private static DigitSyntax ParseCount(string pattern, ref int at, DigitSyntax part)
    {
        if (at < pattern.Length && pattern[at] == '?')
        {
            at++;
            return new Repeat(part, 0, 1);
        }

        if (at == pattern.Length || pattern[at] != '{')
        {
            return part;
        }

        at++;
        var least = ParseNumber(pattern, ref at);
        var most = least;
        if (at < pattern.Length && pattern[at] == ',')
        {
            at++;
            most = ParseNumber(pattern, ref at);
        }

        Expect(pattern, ref at, '}');
        return new Repeat(part, least, most);
    }

    private static int ParseNumber(string pattern, ref int at)
    {
        var start = at;
        while (at < pattern.Length && char.IsAsciiDigit(pattern[at]))
        {
            at++;
        }

        return start < at ? int.Parse(pattern.AsSpan(start, at - start), CultureInfo.InvariantCulture) : throw Unknown(pattern, at);
    }

    private static void Expect(string pattern, ref int at, char wanted)
    {
        if (at >= pattern.Length || pattern[at] != wanted)
        {
            throw Unknown(pattern, at);
        }

        at++;
    }

    private static ushort Bit(char digit) => (ushort)(1 << (digit - '0'));

    private static FormatException Unknown(string pattern, int at) =>
        new($"The numbering-plan pattern '{pattern}' cannot be read from position {at}: it uses something this parser does not know.");
}
