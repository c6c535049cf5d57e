using System.Collections.Immutable;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>Something a person of the tenant does in the CRM to whoever has a number, while calls of that number come in.</summary>
/// <param name="At">From the start of the soak on.</param>
/// <param name="Number">E.164.</param>
/// <param name="Other">The number whose Lead stays, for <see cref="PeoplesAct.Merge"/>.</param>
internal sealed record PlannedAct(TimeSpan At, string Organisation, PeoplesAct Act, string Number, string? Other = null);

internal enum PeoplesAct
{
    /// <summary>A Lead with the number is typed in.</summary>
    Type,

    /// <summary>The Lead becomes a Contact (FACTS 8.4).</summary>
    Convert,

    /// <summary>The Lead goes into the recycle bin.</summary>
    Delete,

    /// <summary>The Lead is merged into the one of another number.</summary>
    Merge,
}

/// <summary>
/// Callers whose records people work on meanwhile. They are kept apart from all others, because what becomes of their calls depends on who
/// was first.
/// </summary>
internal sealed class PeoplePlan(string organisation, Random random)
{
    private readonly ImmutableArray<PlannedAct>.Builder acts = ImmutableArray.CreateBuilder<PlannedAct>();
    private string? last;

    /// <summary>The acts planned so far, in the order of their time.</summary>
    public ImmutableArray<PlannedAct> Acts => [.. acts.OrderBy(act => act.At)];

    /// <summary>Plans one or two acts around the calls of a new caller.</summary>
    /// <returns>When the caller rings.</returns>
    public IEnumerable<TimeSpan> Touch(FictionNumber caller, TimeSpan at)
    {
        var number = caller.E164;
        for (var left = 1 + random.Next(2); left > 0; left--)
        {
            var act = random.Weighted<PeoplesAct>([(2, PeoplesAct.Type), (4, PeoplesAct.Convert), (3, PeoplesAct.Delete), (last is null ? 0 : 3, PeoplesAct.Merge)]);
            acts.Add(new PlannedAct(at + random.Between(0.2, 25), organisation, act, number, act == PeoplesAct.Merge ? last : null));
        }

        last = number;
        return [at, at + random.Between(0, 12), at + random.Between(10, 45)];
    }
}
