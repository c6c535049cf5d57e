using LeadCall.Grains.Calls;

namespace LeadCall.Grains.Tests.Calls;

/// <summary>What a queue keeps under way.</summary>
public sealed class SyncWindowTests
{
    private readonly SyncWindow window = new(TimeSpan.FromMinutes(3));
    private readonly Guid first = Guid.NewGuid();
    private readonly Guid second = Guid.NewGuid();

    [Fact]
    public void Two_calls_of_one_number_go_one_after_the_other()
    {
        window.TryTake(first, "+491", Work.Now).ShouldBeTrue();
        window.TryTake(second, "+491", Work.Now).ShouldBeFalse();

        window.Release(first).ShouldBeTrue("the number was wanted");
        window.TryTake(second, "+491", Work.Now).ShouldBeTrue();
        window.Release(second).ShouldBeFalse("nobody waits for it any more");
    }

    [Fact]
    public void A_sync_that_says_nothing_for_its_lease_may_be_started_again()
    {
        window.TryTake(first, "+491", Work.Now);
        window.TryTake(second, "+492", Work.Now);
        window.Renew(second, Work.Now.AddMinutes(2));

        window.Expire(Work.Now.AddMinutes(3)).ShouldBe(1);
        window.Calls.ShouldBe([second]);
        window.NextExpiry.ShouldBe(Work.Now.AddMinutes(5));
    }

    [Fact]
    public void Releasing_what_is_not_under_way_changes_nothing()
    {
        window.TryTake(first, "+491", Work.Now);

        window.Release(second).ShouldBeFalse();
        window.Count.ShouldBe(1);
    }
}
