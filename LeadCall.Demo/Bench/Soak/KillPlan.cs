using System.Collections.Immutable;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>When LeadCall's process is killed.</summary>
/// <param name="At">From the start of the soak on.</param>
internal sealed record PlannedKill(TimeSpan At, KillMoment Moment);

/// <summary>What LeadCall is doing when it is killed.</summary>
internal enum KillMoment
{
    /// <summary>Whatever it may be.</summary>
    Any,

    /// <summary>A write is on its way and Zoho has not carried it out; it never does.</summary>
    BeforeWrite,

    /// <summary>Zoho has carried out a write and not answered yet.</summary>
    AfterWrite,
}

/// <summary>One kill in each stretch of the run, so that there are always enough and never two at once.</summary>
internal static class KillPlan
{
    private static readonly TimeSpan Stretch = TimeSpan.FromSeconds(45);

    /// <summary>LeadCall works at least this long between its start and its death.</summary>
    private const double Life = 12;

    private const int Fewest = 2;

    public static ImmutableArray<PlannedKill> Of(TimeSpan length, Random random)
    {
        var count = Math.Max(Fewest, (int)Math.Round(length / Stretch));
        var stretch = (length / count).TotalSeconds;
        return
        [
            .. Enumerable.Range(0, count).Select(i => new PlannedKill(
                TimeSpan.FromSeconds(i * stretch) + random.Between(Math.Min(Life, stretch / 2), stretch - 1),
                random.Weighted<KillMoment>([(4, KillMoment.Any), (3, KillMoment.BeforeWrite), (3, KillMoment.AfterWrite)]))),
        ];
    }
}
