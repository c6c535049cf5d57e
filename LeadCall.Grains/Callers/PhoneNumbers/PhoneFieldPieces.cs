using System.Collections.Frozen;
using System.Collections.Immutable;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>Cuts a free-text field at every place where one number may end and the next begin. <see cref="PhoneField"/> decides which cuts hold.</summary>
internal static class PhoneFieldPieces
{
    private const string Between = "/\uFF0F,;|&";

    /// <summary>No number of the world is longer; a longer piece holds two numbers with nothing but a blank between them.</summary>
    private const int MostDigitsOfOneNumber = 15;

    private static readonly string[] ParametersOfOneNumber = [";phone-context=", ";isub="];

    private static readonly FrozenSet<string> ExtensionLabels = new[]
    {
        "x", "xt", "xtn", "ext", "extn", "extension", "extensión", "int", "anexo", "доб",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The pieces that hold at least one digit, in order.</summary>
    public static ImmutableArray<Range> Of(string field)
    {
        if (ParametersOfOneNumber.Any(parameter => field.Contains(parameter, StringComparison.Ordinal)))
        {
            return [Range.All];
        }

        var pieces = ImmutableArray.CreateBuilder<Range>();
        var start = 0;
        for (var at = 0; at < field.Length;)
        {
            if (CutLengthAt(field, at) is { } cut)
            {
                Add(start, at);
                start = at + cut;
                at += Math.Max(cut, 1);
            }
            else
            {
                at += Math.Max(1, LettersAt(field, at));
            }
        }

        Add(start, field.Length);
        return pieces.Count > 0 ? pieces.ToImmutable() : [Range.All];

        void Add(int from, int to)
        {
            var digits = CountDigits(field.AsSpan(from, to - from));
            if (digits > MostDigitsOfOneNumber)
            {
                AddCutAtBlanks(from, to);
            }
            else if (digits > 0)
            {
                pieces.Add(from..to);
            }
        }

        void AddCutAtBlanks(int from, int to)
        {
            foreach (var part in field.AsSpan(from, to - from).Split(' '))
            {
                if (CountDigits(field.AsSpan(from, to - from)[part]) > 0)
                {
                    pieces.Add((from + part.Start.Value)..(from + part.End.Value));
                }
            }
        }
    }

    /// <summary>How many characters the cut here removes (0: it stands before the character); null when there is none.</summary>
    private static int? CutLengthAt(string field, int at)
    {
        var character = field[at];
        if (Between.Contains(character, StringComparison.Ordinal) || char.IsControl(character))
        {
            return 1;
        }

        if (character == '(' || PhoneCharacters.IsPlus(character))
        {
            return 0;
        }

        if (character == '-' && at > 0 && at + 1 < field.Length && field[at - 1] == ' ' && field[at + 1] == ' ')
        {
            return 1;
        }

        var letters = LettersAt(field, at);
        return letters > 0 && !ExtensionLabels.Contains(field.Substring(at, letters)) && !IsSlip(field, at, letters) ? letters : null;
    }

    private static int LettersAt(string field, int at)
    {
        var length = 0;
        while (at + length < field.Length && char.IsLetter(field[at + length]))
        {
            length++;
        }

        return length;
    }

    /// <summary>"12a34" is a slip of the keyboard, not two numbers.</summary>
    private static bool IsSlip(string field, int at, int length) =>
        length == 1 && at > 0 && at + 1 < field.Length && PhoneCharacters.IsDigit(field[at - 1]) && PhoneCharacters.IsDigit(field[at + 1]);

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var character in text)
        {
            count += PhoneCharacters.IsDigit(character) ? 1 : 0;
        }

        return count;
    }
}
