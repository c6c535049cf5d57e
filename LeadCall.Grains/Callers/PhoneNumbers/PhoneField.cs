using System.Collections.Immutable;

namespace LeadCall.Grains.Callers.PhoneNumbers;

/// <summary>What a free-text phone field holds (FEATURES E14).</summary>
/// <param name="Numbers">The valid numbers, each once, in the order written.</param>
/// <param name="Unread">
/// The digits of what could not be read as a valid number, for comparing <see cref="LastDigits"/> only (DESIGN 4.5). Never empty strings.
/// </param>
public sealed record PhoneField(ImmutableArray<PhoneNumber> Numbers, ImmutableArray<string> Unread)
{
    /// <summary>A number is rarely cut into more ("030 / 12 / 34 / 56", "06 12 34 56 78"); it also bounds the work.</summary>
    private const int MostPiecesOfOneNumber = 6;

    /// <summary>Unread neighbours with no more digits than a number of the world can have are taken for one number.</summary>
    private const int MostDigitsOfOneNumber = 15;

    public static PhoneField Empty { get; } = new([], []);

    /// <summary>
    /// A slash, comma or bracket may stand between two numbers or inside one. Of all ways to cut the field there, the one that leaves the
    /// fewest digits unread is taken, and among equals the one with the most numbers: "030/123456" is one number because "030" alone is
    /// none, "0172 1234567/0173 1234567" are two.
    /// </summary>
    /// <inheritdoc cref="PhoneNumber.TryParse" path="/exception"/>
    public static PhoneField Read(string? field, string? defaultCountry)
    {
        if (string.IsNullOrWhiteSpace(field))
        {
            return Empty;
        }

        var pieces = PhoneFieldPieces.Of(field);
        if (pieces.Length == 1)
        {
            return Collect([Attempt(field, pieces, 0, 1, defaultCountry)]);
        }

        // best[i] is the best reading of the pieces from i on; the last step decides the whole.
        var best = new Reading?[pieces.Length + 1];
        for (var first = pieces.Length - 1; first >= 0; first--)
        {
            for (var end = first + 1; end <= Math.Min(pieces.Length, first + MostPiecesOfOneNumber); end++)
            {
                var part = Attempt(field, pieces, first, end, defaultCountry);
                if (part.Number is not null || end == first + 1)
                {
                    var reading = Reading.Of(part, best[end]);
                    best[first] = best[first] is { } other && !reading.IsBetterThan(other) ? other : reading;
                }
            }
        }

        return Collect(Reading.Parts(best[0]));
    }

    private static Part Attempt(string field, ImmutableArray<Range> pieces, int first, int end, string? defaultCountry)
    {
        var text = field[pieces[first].Start..pieces[end - 1].End];
        var valid = PhoneNumber.TryParse(text, defaultCountry, out var number) && number.IsValid;
        return new Part(LastDigits.PlainDigits(text), valid ? number : null);
    }

    private static PhoneField Collect(IEnumerable<Part> parts)
    {
        var numbers = ImmutableArray.CreateBuilder<PhoneNumber>();
        var unread = ImmutableArray.CreateBuilder<string>();
        var joinsLast = false;
        foreach (var (digits, number) in parts)
        {
            if (number is not null)
            {
                joinsLast = false;
                if (!numbers.Any(known => known.E164 == number.E164))
                {
                    numbers.Add(number);
                }
            }
            else if (joinsLast && unread[^1].Length + digits.Length <= MostDigitsOfOneNumber)
            {
                unread[^1] += digits;
            }
            else if (digits.Length > 0)
            {
                unread.Add(digits);
                joinsLast = true;
            }
        }

        return new PhoneField(numbers.ToImmutable(), unread.ToImmutable());
    }

    private sealed record Part(string Digits, PhoneNumber? Number);

    private sealed record Reading(Part First, Reading? Rest, int DigitsRead, int Numbers)
    {
        public static Reading Of(Part first, Reading? rest) => new(
            first,
            rest,
            (rest?.DigitsRead ?? 0) + (first.Number is null ? 0 : first.Digits.Length),
            (rest?.Numbers ?? 0) + (first.Number is null ? 0 : 1));

        public bool IsBetterThan(Reading other) =>
            DigitsRead != other.DigitsRead ? DigitsRead > other.DigitsRead : Numbers > other.Numbers;

        public static IEnumerable<Part> Parts(Reading? reading)
        {
            for (; reading is not null; reading = reading.Rest)
            {
                yield return reading.First;
            }
        }
    }
}
