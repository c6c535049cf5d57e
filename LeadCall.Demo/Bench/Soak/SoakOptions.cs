using System.Globalization;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>What was asked of <c>./leadcall bench soak</c>.</summary>
internal sealed record SoakOptions
{
    public const string Usage = """
        ./leadcall bench soak [--minutes N] [--seed S] [--json]
          --minutes N   how long calls, faults and kills go on, 0.5 to 1440 (5); the rest is finished after that
          --seed S      the plan of calls, faults and kills of an earlier run; without it a new one, which is printed
          --json        the closing table as JSON on standard output, everything else on standard error
        """;

    private const double ShortestMinutes = 0.5;
    private const double LongestMinutes = 1440;

    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Null: a new one.</summary>
    public int? Seed { get; init; }

    public bool Json { get; init; }

    /// <summary>The options, or one sentence that says what is wrong with them.</summary>
    public static (SoakOptions? Options, string? Refusal) Parse(IReadOnlyList<string> words)
    {
        var options = new SoakOptions();
        for (var i = 0; i < words.Count; i++)
        {
            var value = i + 1 < words.Count ? words[i + 1] : null;
            switch (words[i])
            {
                case "--json":
                    options = options with { Json = true };
                    break;
                case "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out var minutes) && minutes is >= ShortestMinutes and <= LongestMinutes:
                    options = options with { Length = TimeSpan.FromMinutes(minutes) };
                    i++;
                    break;
                case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out var seed):
                    options = options with { Seed = seed };
                    i++;
                    break;
                case "--minutes":
                    return (null, $"--minutes needs a number from 0.5 to 1440, not '{value}'.\n{Usage}");
                case "--seed":
                    return (null, $"--seed needs a whole number such as 2026, not '{value}'.\n{Usage}");
                default:
                    return (null, $"'{words[i]}' is not an option of bench soak.\n{Usage}");
            }
        }

        return (options, null);
    }
}
