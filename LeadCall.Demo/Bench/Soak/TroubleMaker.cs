using System.Collections.Immutable;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>Makes the planned troubles, and counts the requests that met them.</summary>
internal sealed class TroubleMaker(ControlDesk zoho, StruckWrites struck, SoakPlan plan, SoakClock clock, SoakTally tally)
{
    private readonly ImmutableDictionary<string, Guid> tenants = plan.Tenants.ToImmutableDictionary(tenant => tenant.Key, tenant => tenant.Tenant.Id);

    /// <summary>Ends when the last trouble is over.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(plan.Troubles.GroupBy(trouble => trouble.Organisation).Select(own => OneByOneAsync(own, cancellationToken)));

    private async Task OneByOneAsync(IEnumerable<PlannedTrouble> troubles, CancellationToken cancellationToken)
    {
        foreach (var trouble in troubles)
        {
            await clock.Until(trouble.At, cancellationToken);
            var end = trouble.At + trouble.Length;
            await (trouble.Kind == Trouble.Barrier
                ? HoldAsync(trouble, end, cancellationToken)
                : DisturbAsync(trouble, end < plan.Length ? end : plan.Length, cancellationToken));
        }
    }

    private async Task DisturbAsync(PlannedTrouble trouble, TimeSpan end, CancellationToken cancellationToken)
    {
        // Of several rules the oldest that strikes decides, so those that spare somebody come first.
        var spared = TroubleRules.LosesWrites(trouble) ? await struck.OfAsync(tenants[trouble.Organisation], cancellationToken) : [];
        var sparing = spared.Select(reference => zoho.AddFault(TroubleRules.Spared(trouble.Organisation, reference)).Id).ToArray();
        if (trouble.Kind == Trouble.Tokens)
        {
            zoho.ExpireAccessTokens(trouble.Organisation);
        }

        var rules = TroubleRules.Of(trouble).Select(rule => zoho.AddFault(rule).Id).ToArray();
        try
        {
            await clock.Until(end, cancellationToken);
        }
        finally
        {
            tally.Hit(trouble.Kind, rules.Sum(rule => zoho.RemoveFault(rule).Hits));
            foreach (var rule in sparing)
            {
                zoho.RemoveFault(rule);
            }
        }
    }

    /// <summary>Holds the next matching request until the trouble is over.</summary>
    private async Task HoldAsync(PlannedTrouble trouble, TimeSpan end, CancellationToken cancellationToken)
    {
        var (match, moment, release) = TroubleRules.BarrierOf(trouble);
        var barrier = zoho.Hold(match, moment);
        try
        {
            await clock.Until(end, cancellationToken);
        }
        finally
        {
            tally.Hit(Trouble.Barrier, barrier.Held.Count);
            var spared = await struck.OfAsync(tenants[trouble.Organisation], CancellationToken.None);
            var isStruck = barrier.Held.Any(held => spared.Any(reference => held.Body.Contains(reference, StringComparison.Ordinal)));
            await zoho.RemoveBarrier(barrier.Id, isStruck && release.Write == WriteFate.NotDone ? Outcome.AnswerLost() : release);
        }
    }
}
