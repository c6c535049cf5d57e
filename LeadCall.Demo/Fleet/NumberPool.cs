using System.Globalization;

namespace LeadCall.Demo.Fleet;

/// <summary>Gives out numbers of a town, each once, in an order that depends on the seed alone.</summary>
public sealed class NumberPool
{
    private const int NumbersPerTown = 1000;
    private readonly Dictionary<Town, Queue<FictionNumber>> free = [];
    private readonly Dictionary<string, FictionNumber> given = [];

    public NumberPool(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (var town in Enum.GetValues<Town>())
        {
            var lines = Enumerable.Range(0, NumbersPerTown).ToArray();
            random.Shuffle(lines);
            free[town] = new Queue<FictionNumber>(lines.Select(line => NumberOf(town, line)));
        }
    }

    /// <summary>What was taken so far, by E.164 form.</summary>
    public IReadOnlyDictionary<string, FictionNumber> Given => given;

    /// <exception cref="InvalidOperationException">The thousand numbers of the town are used up.</exception>
    public FictionNumber Take(Town town) =>
        TryTake(town) ?? throw new InvalidOperationException($"All {NumbersPerTown} numbers kept free for {town} are in use; plan fewer callers.");

    /// <summary>Null when the thousand numbers of the town are used up.</summary>
    public FictionNumber? TryTake(Town town)
    {
        if (free[town].TryDequeue(out var number))
        {
            given.Add(number.E164, number);
        }

        return number;
    }

    private static FictionNumber NumberOf(Town town, int line)
    {
        var digits = line.ToString("D4", CultureInfo.InvariantCulture);
        return town switch
        {
            Town.Bristol => new FictionNumber("117", "496", digits),
            Town.Cardiff => new FictionNumber("29", "2018", digits),
            Town.Reading => new FictionNumber("118", "496", digits),
            _ => throw new ArgumentOutOfRangeException(nameof(town), town, "No numbers are kept free for this town."),
        };
    }
}

/// <summary>Where the chain has clinics.</summary>
public enum Town
{
    Bristol,
    Cardiff,
    Reading,
}
