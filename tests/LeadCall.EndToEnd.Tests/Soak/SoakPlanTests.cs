using LeadCall.Demo.Bench.Soak;

namespace LeadCall.EndToEnd.Tests.Soak;

public sealed class SoakPlanTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);
    private static readonly SoakPlan HalfAnHour = SoakPlan.Of(2026, TimeSpan.FromMinutes(30), Start);

    [Fact]
    public void One_seed_plans_the_same_calls_troubles_and_kills()
    {
        var again = SoakPlan.Of(2026, TimeSpan.FromMinutes(30), Start);

        again.Troubles.ShouldBe(HalfAnHour.Troubles);
        again.Kills.ShouldBe(HalfAnHour.Kills);
        foreach (var (tenant, same) in HalfAnHour.Tenants.Zip(again.Tenants))
        {
            same.Calls.ShouldBe(tenant.Calls);
            same.Acts.ShouldBe(tenant.Acts);
            same.Phones.Select(phone => phone.Key).ShouldBe(tenant.Phones.Select(phone => phone.Key));
        }
    }

    [Fact]
    public void At_another_time_the_same_plan_only_moves()
    {
        var later = SoakPlan.Of(2026, TimeSpan.FromMinutes(30), Start.AddDays(40));

        later.Troubles.ShouldBe(HalfAnHour.Troubles);
        later.Kills.ShouldBe(HalfAnHour.Kills);
        later.Tenants[2].Calls.ShouldBe(HalfAnHour.Tenants[2].Calls.Select(call => call with { Call = call.Call with { StartedAt = call.Call.StartedAt.AddDays(40) } }));
    }

    [Fact]
    public void Another_seed_plans_something_else()
    {
        var other = SoakPlan.Of(2027, TimeSpan.FromMinutes(30), Start);

        other.Troubles.ShouldNotBe(HalfAnHour.Troubles);
        other.Kills.ShouldNotBe(HalfAnHour.Kills);
        other.Tenants[0].Calls.ShouldNotBe(HalfAnHour.Tenants[0].Calls);
    }

    [Fact]
    public void The_same_trouble_is_the_same_rules_each_time()
    {
        foreach (var trouble in HalfAnHour.Troubles)
        {
            TroubleRules.Of(trouble).ShouldBe(TroubleRules.Of(trouble));
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(30)]
    public void LeadCall_is_killed_twice_and_at_least_every_ninety_seconds(double minutes)
    {
        var kills = SoakPlan.Of(5, TimeSpan.FromMinutes(minutes), Start).Kills;

        kills.Length.ShouldBeGreaterThanOrEqualTo(Math.Max(2, (int)(minutes * 60 / 90)));
        kills.ShouldAllBe(kill => kill.At > TimeSpan.Zero && kill.At < TimeSpan.FromMinutes(minutes));
        kills.Select(kill => kill.At).ShouldBeInOrder();
    }

    [Fact]
    public void Half_an_hour_holds_every_kind_of_trouble_and_of_kill()
    {
        HalfAnHour.Kills.Select(kill => kill.Moment).Distinct().ShouldBe(Enum.GetValues<KillMoment>(), ignoreOrder: true);
        foreach (var tenant in HalfAnHour.Tenants)
        {
            HalfAnHour.Troubles.Where(trouble => trouble.Organisation == tenant.Key).Select(trouble => trouble.Kind).Distinct()
                .ShouldBe(Enum.GetValues<Trouble>(), ignoreOrder: true);
        }
    }

    [Fact]
    public void Troubles_of_one_organisation_never_overlap()
    {
        foreach (var own in HalfAnHour.Troubles.GroupBy(trouble => trouble.Organisation))
        {
            foreach (var (earlier, later) in own.Zip(own.Skip(1)))
            {
                (earlier.At + earlier.Length).ShouldBeLessThan(later.At);
            }
        }
    }

    [Fact]
    public void Late_writes_commit_before_LeadCall_looks_for_them()
    {
        foreach (var rule in HalfAnHour.Troubles.SelectMany(trouble => TroubleRules.Of(trouble)).Where(rule => rule.Outcome.WriteAfterSeconds is not null))
        {
            rule.Outcome.WriteAfterSeconds!.To.ShouldBeLessThan(SoakTimes.Settle.TotalSeconds);
        }
    }

    [Fact]
    public void Every_call_is_another_one_and_is_over_when_it_is_uploaded()
    {
        foreach (var call in HalfAnHour.Tenants.SelectMany(tenant => tenant.Calls))
        {
            (call.Call.StartedAt + call.Call.Duration).ShouldBeLessThanOrEqualTo(Start + call.At);
        }

        foreach (var tenant in HalfAnHour.Tenants)
        {
            tenant.Calls.Select(call => (call.Call.Phone, call.Call.StartedAt, call.Call.Type, call.Call.NumberE164)).ShouldBeUnique();
        }
    }
}
