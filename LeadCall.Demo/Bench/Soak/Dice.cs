namespace LeadCall.Demo.Bench.Soak;

/// <summary>
/// Randomness that comes from one seed. Each concern has dice of its own, so that one more call planned does not move every fault and kill
/// behind it.
/// </summary>
internal static class Dice
{
    private const uint Prime = 16777619;

    /// <summary>The same dice for the same seed and concern, in every process.</summary>
    public static Random For(int seed, string concern) =>
        new((int)concern.Aggregate(unchecked((uint)seed) ^ 2166136261, (hash, letter) => unchecked((hash ^ letter) * Prime)));

    /// <summary>Between two lengths, in whole milliseconds.</summary>
    public static TimeSpan Between(this Random random, double fromSeconds, double toSeconds) =>
        TimeSpan.FromMilliseconds(random.Next((int)(fromSeconds * 1000), (int)(toSeconds * 1000) + 1));

    public static T OneOf<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    /// <summary>One of the choices, each as likely as its weight says.</summary>
    public static T Weighted<T>(this Random random, ReadOnlySpan<(int Weight, T Choice)> choices)
    {
        var total = 0;
        foreach (var (weight, _) in choices)
        {
            total += weight;
        }

        var drawn = random.Next(total);
        foreach (var (weight, choice) in choices)
        {
            drawn -= weight;
            if (drawn < 0)
            {
                return choice;
            }
        }

        throw new ArgumentException("At least one choice must have a weight.", nameof(choices));
    }
}
