using System.Collections.Frozen;
using System.Collections.Immutable;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>Cuts a free-text field at every place where one number may end and the next begin. <see cref="PhoneField"/> decides which cuts hold.</summary>
internal static class PhoneFieldPieces
{
    private const string Between = "/\uFF0F,;|&";

    private static readonly FrozenSet<string> ExtensionLabels = new[]
    {
        "x", "xt", "ext", "extn", "xtn", "extension", "extensión", "isub", "phone", "context", "int", "anexo", "доб",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The pieces that hold at least one digit, in order.</summary>
    public static ImmutableArray<Range> Of(string field)
    {
        var pieces = ImmutableArray.CreateBuilder<Range>();
        var start = 0;
        for (var at = 0; at < field.Length;)
        {
            var length = CutLengthAt(field, at);
            if (length is { } cut)
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
            if (field.AsSpan(from, to - from).ContainsAnyDigit())
            {
                pieces.Add(from..to);
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
        return letters > 0 && !ExtensionLabels.Contains(field.Substring(at, letters)) && !IsBetweenDigits(field, at, letters) ? letters : null;
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
    private static bool IsBetweenDigits(string field, int at, int length) =>
        at > 0 && at + length < field.Length && PhoneCharacters.IsDigit(field[at - 1]) && PhoneCharacters.IsDigit(field[at + length]);

    private static bool ContainsAnyDigit(this ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (PhoneCharacters.IsDigit(character))
            {
                return true;
            }
        }

        return false;
    }
}
