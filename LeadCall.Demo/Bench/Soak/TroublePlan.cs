using System.Collections.Immutable;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>A stretch of time in which something is wrong between LeadCall and one organisation.</summary>
/// <param name="At">From the start of the soak on.</param>
internal sealed record PlannedTrouble(TimeSpan At, TimeSpan Length, string Organisation, Trouble Kind, int Seed);

/// <summary>What can be wrong. The mix holds nothing that Zoho refuses for good.</summary>
internal enum Trouble
{
    /// <summary>5xx, and nothing was written.</summary>
    ErrorBeforeWrite,

    /// <summary>5xx although it was written.</summary>
    ErrorAfterWrite,

    /// <summary>The connection breaks, and nothing was written.</summary>
    ResetBeforeWrite,

    /// <summary>The connection breaks after the write.</summary>
    ResetAfterWrite,

    /// <summary>The answer is lost and the write commits up to the settle time later.</summary>
    LateCommit,

    /// <summary>Answers take seconds, some longer than LeadCall waits.</summary>
    Slow,

    /// <summary>No answer at all.</summary>
    Silence,

    /// <summary>A gateway's page instead of the answer.</summary>
    Html,

    /// <summary>Torn JSON.</summary>
    CutAnswer,

    /// <summary>One result too few or too many.</summary>
    WrongCount,

    /// <summary>429 in one of its three forms.</summary>
    RateLimited,

    /// <summary>Queries and lists fail.</summary>
    ReadsFail,

    /// <summary>Access tokens end, and the token endpoint has its own trouble with the next one.</summary>
    Tokens,

    /// <summary>Nothing of the organisation answers, tokens included.</summary>
    Down,

    /// <summary>A request is held for a while before or after its write.</summary>
    Barrier,
}

/// <summary>One trouble after the other for each organisation, with quiet in between.</summary>
internal static class TroublePlan
{
    /// <summary>Zoho gives ten access tokens in ten minutes (FACTS 1.7): a tenth of that between two that we end.</summary>
    private static readonly TimeSpan BetweenTokens = TimeSpan.FromSeconds(75);

    private static readonly (int, Trouble)[] Mix =
    [
        (3, Trouble.ErrorBeforeWrite), (4, Trouble.ErrorAfterWrite), (3, Trouble.ResetBeforeWrite), (4, Trouble.ResetAfterWrite), (5, Trouble.LateCommit),
        (3, Trouble.Slow), (2, Trouble.Silence), (3, Trouble.Html), (3, Trouble.CutAnswer), (3, Trouble.WrongCount), (2, Trouble.RateLimited),
        (3, Trouble.ReadsFail), (2, Trouble.Tokens), (2, Trouble.Down), (3, Trouble.Barrier),
    ];

    public static IEnumerable<PlannedTrouble> Of(string organisation, TimeSpan length, Random random)
    {
        var troubles = ImmutableArray.CreateBuilder<PlannedTrouble>();
        var tokensAgain = TimeSpan.Zero;
        for (var at = random.Between(2, 6); at < length; at += random.Between(1, 5))
        {
            var kind = random.Weighted<Trouble>(Mix);
            if (kind == Trouble.Tokens && at < tokensAgain)
            {
                continue;
            }

            tokensAgain = kind == Trouble.Tokens ? at + BetweenTokens : tokensAgain;
            var lasts = kind == Trouble.Down ? random.Between(2, 5) : random.Between(3, 8);
            troubles.Add(new PlannedTrouble(at, lasts, organisation, kind, random.Next()));
            at += lasts;
        }

        return troubles.DrainToImmutable();
    }
}
