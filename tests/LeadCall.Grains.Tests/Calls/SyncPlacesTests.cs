using LeadCall.Grains.Calls;

namespace LeadCall.Grains.Tests.Calls;

/// <summary>How the places of a silo are shared between tenants (DESIGN 5).</summary>
public sealed class SyncPlacesTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(6);

    private readonly SyncPlaces places = new(100, Lease);
    private readonly Tenant large = new();
    private readonly Tenant small = new();
    private readonly Tenant third = new();
    private DateTimeOffset now = Work.Now;

    [Fact]
    public void A_tenant_alone_gets_all_it_wants()
    {
        var grant = Ask(large, late: 50);

        grant.Late.ShouldBe(50);
        grant.IsInLine.ShouldBeFalse();
    }

    [Fact]
    public void Late_syncs_leave_the_last_tenth_to_live_ones()
    {
        Ask(large, late: 200).Late.ShouldBe(90);

        Ask(small, late: 1).Late.ShouldBe(0);
        Ask(third, live: 10).Live.ShouldBe(10);
        Ask(small, live: 1).Live.ShouldBe(0, "now all hundred are taken");
    }

    [Fact]
    public void A_place_that_becomes_free_goes_to_who_has_the_fewest_and_he_is_told()
    {
        Ask(large, late: 200);
        Ask(small, late: 1).IsInLine.ShouldBeTrue();

        Finish(large, 1).ShouldBe([small.Id]);
        Finish(large, 8).ShouldBeEmpty("late places are dealt nine at a time");
        Finish(large, 1).ShouldBe([large.Id]);

        Ask(small, late: 1).Late.ShouldBe(1);
        Ask(large, late: 10).Late.ShouldBe(9);
    }

    [Fact]
    public void Among_equals_places_are_dealt_in_turn()
    {
        Ask(large, late: 90);
        Ask(third, late: 18);
        Ask(small, late: 18);

        Finish(large, 9).ShouldBe([third.Id]);
        Finish(large, 9).ShouldBe([small.Id]);
        Ask(third, late: 18).Late.ShouldBe(9);
        Finish(large, 9).ShouldBe([third.Id]);
    }

    [Fact]
    public void A_tenant_whose_syncs_take_long_does_not_gather_places()
    {
        Ask(large, late: 100_000);
        Ask(small, late: 100_000);
        for (var round = 0; round < 50; round++)
        {
            // The large one's syncs hang: one of them ends while all of the small one's do.
            foreach (var told in Finish(large, 1).Union(Finish(small, small.Running)).Distinct().ToArray())
            {
                Ask(told == large.Id ? large : small, late: 100_000);
            }
        }

        small.Running.ShouldBeGreaterThanOrEqualTo(36);
    }

    [Fact]
    public void A_tenant_with_a_hundred_thousand_due_rows_ends_with_no_more_places_than_the_others()
    {
        Ask(large, late: 100_000);
        Ask(small, late: 100_000);
        Ask(third, late: 100_000);
        for (var round = 0; round < 200; round++)
        {
            // The more syncs run, the more of them end; who is told asks for more.
            foreach (var tenant in new[] { large, small, third })
            {
                foreach (var told in Finish(tenant, (tenant.Running + 9) / 10))
                {
                    Ask(new[] { large, small, third }.Single(one => one.Id == told), late: 100_000);
                }
            }
        }

        new[] { large.Running, small.Running, third.Running }.ShouldAllBe(running => running >= 20 && running <= 40);
    }

    [Fact]
    public void Who_is_told_once_is_not_told_again_before_he_has_come()
    {
        Ask(large, late: 90);
        Ask(small, late: 90).IsInLine.ShouldBeTrue();

        Finish(large, 9).ShouldBe([small.Id]);
        Finish(large, 9).ShouldBeEmpty();

        Ask(small, late: 90).Late.ShouldBe(18);
    }

    [Fact]
    public void Places_dealt_to_one_who_has_no_use_for_them_any_more_go_on_to_the_next()
    {
        Ask(large, late: 90);
        Ask(small, late: 9);
        Ask(third, late: 9);
        Finish(large, 9).ShouldBe([small.Id]);

        Ask(small, late: 0).Told.ShouldBe([third.Id]);

        Ask(third, late: 9).Late.ShouldBe(9);
    }

    [Fact]
    public void A_queue_that_leaves_gives_all_back()
    {
        Ask(large, late: 90);
        Ask(small, late: 5);

        places.Leave(large.Queue).ShouldBe([small.Id]);

        Ask(small, late: 5).Late.ShouldBe(5);
        Ask(third, late: 85).Late.ShouldBe(85);
    }

    [Fact]
    public void A_queue_that_was_lost_keeps_its_places_for_its_lease_and_no_longer()
    {
        Ask(large, late: 90);
        now += Lease - TimeSpan.FromSeconds(1);
        Ask(small, late: 50).Late.ShouldBe(0);

        now += TimeSpan.FromSeconds(1);

        Ask(small, late: 50).Late.ShouldBe(50);
    }

    [Fact]
    public void A_queue_that_is_alive_keeps_its_places()
    {
        Ask(large, late: 90);
        now += Lease - TimeSpan.FromSeconds(1);
        places.Report(large.Queue, 90, now);
        now += TimeSpan.FromSeconds(2);

        Ask(small, late: 50).Late.ShouldBe(0);
    }

    [Fact]
    public void However_tenants_ask_and_finish_no_place_is_given_twice_or_lost()
    {
        var random = new Random(5);
        var tenants = Enumerable.Range(0, 12).Select(_ => new Tenant()).ToArray();
        for (var step = 0; step < 20_000; step++)
        {
            var tenant = tenants[random.Next(tenants.Length)];
            if (random.Next(3) == 0)
            {
                Ask(tenant, random.Next(4), random.Next(60));
            }
            else if (random.Next(50) == 0)
            {
                places.Leave(tenant.Queue);
                tenant.Running = 0;
            }
            else
            {
                Finish(tenant, Math.Min(tenant.Running, random.Next(4)));
            }

            tenants.Sum(one => one.Running).ShouldBeLessThanOrEqualTo(100);
        }

        foreach (var tenant in tenants)
        {
            places.Leave(tenant.Queue);
        }

        Ask(large, late: 1_000).Late.ShouldBe(90);
        Ask(small, live: 1_000).Live.ShouldBe(10);
    }

    [Fact]
    public void A_silo_with_few_places_still_serves_everybody()
    {
        var few = new SyncPlaces(10, Lease);

        few.Ask(large.Queue, large.Id, 0, new PlaceWish(0, 100), now).Late.ShouldBe(9);
        few.Ask(small.Queue, small.Id, 0, new PlaceWish(0, 100), now).Late.ShouldBe(0);
        few.Report(large.Queue, 8, now).ShouldBe([small.Id]);
        few.Ask(small.Queue, small.Id, 0, new PlaceWish(0, 100), now).Late.ShouldBe(1);
    }

    private PlaceGrant Ask(Tenant tenant, int live = 0, int late = 0)
    {
        var grant = places.Ask(tenant.Queue, tenant.Id, tenant.Running, new PlaceWish(live, late), now);
        tenant.Running += grant.Live + grant.Late;
        return grant;
    }

    private IReadOnlySet<Guid> Finish(Tenant tenant, int count) => places.Report(tenant.Queue, tenant.Running -= count, now);

    private sealed class Tenant
    {
        public Guid Id { get; } = Guid.NewGuid();

        public Guid Queue { get; } = Guid.NewGuid();

        public int Running { get; set; }
    }
}
