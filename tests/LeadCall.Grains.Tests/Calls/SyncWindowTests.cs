using LeadCall.Grains.Calls;

namespace LeadCall.Grains.Tests.Calls;

/// <summary>What a queue keeps under way.</summary>
public sealed class SyncWindowTests
{
    private readonly SyncWindow window = new(20, TimeSpan.FromMinutes(3));
    private readonly Guid first = Guid.NewGuid();
    private readonly Guid second = Guid.NewGuid();

    [Fact]
    public void Two_calls_of_one_number_go_one_after_the_other()
    {
        window.TryTake(first, "+491", SyncLane.Live, Work.Now).ShouldBeTrue();
        window.TryTake(second, "+491", SyncLane.Live, Work.Now).ShouldBeFalse();

        window.Release(first).ShouldBeTrue("the number was wanted");
        window.TryTake(second, "+491", SyncLane.Live, Work.Now).ShouldBeTrue();
        window.Release(second).ShouldBeFalse("nobody waits for it any more");
    }

    [Fact]
    public void A_sync_that_says_nothing_for_its_lease_may_be_started_again()
    {
        window.TryTake(first, "+491", SyncLane.Live, Work.Now);
        window.TryTake(second, "+492", SyncLane.Live, Work.Now);
        window.Renew(second, Work.Now.AddMinutes(2));

        window.Expire(Work.Now.AddMinutes(3)).ShouldBe(1);
        window.Calls.ShouldBe([second]);
        window.NextExpiry.ShouldBe(Work.Now.AddMinutes(5));
    }

    [Fact]
    public void Releasing_what_is_not_under_way_changes_nothing()
    {
        window.TryTake(first, "+491", SyncLane.Live, Work.Now);

        window.Release(second).ShouldBeFalse();
        window.Count.ShouldBe(1);
    }

    [Fact]
    public void A_window_full_of_late_calls_has_places_for_live_ones()
    {
        for (var taken = 0; window.Room(SyncLane.Late) > 0; taken++)
        {
            window.TryTake(Guid.NewGuid(), $"+49{taken}", SyncLane.Late, Work.Now).ShouldBeTrue();
        }

        window.CountOf(SyncLane.Late).ShouldBe(18);
        window.Room(SyncLane.Live).ShouldBe(2);
    }

    [Fact]
    public void A_window_of_one_place_keeps_none()
    {
        new SyncWindow(1, TimeSpan.FromMinutes(3)).Room(SyncLane.Late).ShouldBe(1);
    }

    [Fact]
    public void A_number_that_is_asked_for_while_it_is_under_way_is_wanted_when_it_is_free()
    {
        window.TryTake(first, "+491", SyncLane.Live, Work.Now);

        window.IsBusy("+491").ShouldBeTrue();
        window.IsBusy("+492").ShouldBeFalse();

        window.Release(first).ShouldBeTrue();
    }
}
