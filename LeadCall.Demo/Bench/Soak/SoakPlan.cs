using System.Collections.Immutable;
using System.Globalization;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>
/// All that is going to happen in a soak: seed, length and start decide it. With another start the same things happen at the same time
/// from the start on.
/// </summary>
internal sealed record SoakPlan(
    int Seed,
    TimeSpan Length,
    DateTimeOffset Start,
    ImmutableArray<SoakTenant> Tenants,
    ImmutableArray<PlannedTrouble> Troubles,
    ImmutableArray<PlannedKill> Kills)
{
    private const int TenantCount = 4;

    /// <summary>Letters only: they become parts of the names of environment variables, of which a shell takes no others along.</summary>
    private static readonly string[] DataCentres = ["north", "south"];

    public static ImmutableArray<string> Locations => [.. DataCentres];

    /// <param name="start">From which the phones' logs count, in whole seconds: not later than the first upload.</param>
    public static SoakPlan Of(int seed, TimeSpan length, DateTimeOffset start)
    {
        var tenants = Enumerable.Range(1, TenantCount)
            .Select(number => SoakTenant.Plan(number, DataCentres[number % DataCentres.Length], length, start, concern => Dice.For(seed, Named(concern, number))))
            .ToImmutableArray();
        return new SoakPlan(
            seed,
            length,
            start,
            tenants,
            [.. tenants.SelectMany((tenant, i) => TroublePlan.Of(tenant.Key, length, Dice.For(seed, Named("troubles", i + 1)))).OrderBy(trouble => trouble.At)],
            KillPlan.Of(length, Dice.For(seed, "kills")));
    }

    private static string Named(string concern, int number) => string.Create(CultureInfo.InvariantCulture, $"{concern} of {number}");
}
