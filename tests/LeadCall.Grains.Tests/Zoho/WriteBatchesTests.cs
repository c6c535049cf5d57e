using LeadCall.Grains.Calls;
using LeadCall.Grains.Tests.Calls;
using LeadCall.Grains.Zoho;

namespace LeadCall.Grains.Tests.Zoho;

/// <summary>What goes together (DESIGN 4.7).</summary>
public sealed class WriteBatchesTests
{
    private readonly WriteBatches waiting = new(10, TimeSpan.FromMilliseconds(400));

    [Fact]
    public void A_lone_write_goes_at_once()
    {
        waiting.Add(Write(crowded: false), Work.Now);

        waiting.Take(SyncLane.Live, Work.Now).ShouldNotBeNull().Count.ShouldBe(1);
        waiting.Count.ShouldBe(0);
    }

    [Fact]
    public void A_write_of_a_crowd_waits_for_company_but_not_for_long()
    {
        waiting.Add(Write(), Work.Now);

        waiting.Take(SyncLane.Live, Work.Now.AddMilliseconds(399)).ShouldBeNull();
        waiting.NextReadyAt(SyncLane.Live).ShouldBe(Work.Now.AddMilliseconds(400));
        waiting.Take(SyncLane.Live, Work.Now.AddMilliseconds(400)).ShouldNotBeNull();
    }

    [Fact]
    public void A_backlog_goes_in_full_batches_of_ten()
    {
        for (var i = 0; i < 25; i++)
        {
            waiting.Add(Write(), Work.Now);
        }

        waiting.Take(SyncLane.Live, Work.Now)!.Count.ShouldBe(10);
        waiting.Take(SyncLane.Live, Work.Now)!.Count.ShouldBe(10);
        waiting.Take(SyncLane.Live, Work.Now).ShouldBeNull();
    }

    [Fact]
    public void Only_what_may_share_a_request_goes_together()
    {
        waiting.Add(Write(SyncStep.Call, crowded: false), Work.Now);
        waiting.Add(Write(SyncStep.Task, crowded: false), Work.Now);
        waiting.Add(Write(SyncStep.Task, SyncLane.Late, crowded: false), Work.Now);

        new[] { waiting.Take(SyncLane.Live, Work.Now), waiting.Take(SyncLane.Live, Work.Now), waiting.Take(SyncLane.Late, Work.Now) }.ShouldAllBe(batch => batch!.Count == 1);
    }

    [Fact]
    public void Each_lane_waits_for_itself()
    {
        waiting.Add(Write(lane: SyncLane.Late, crowded: false), Work.Now);

        waiting.NextReadyAt(SyncLane.Live).ShouldBeNull();
        waiting.Take(SyncLane.Live, Work.Now).ShouldBeNull();
        waiting.Take(SyncLane.Late, Work.Now)![0].Lane.ShouldBe(SyncLane.Late);
    }

    [Fact]
    public void A_write_that_waits_already_is_not_taken_twice()
    {
        var write = Write();
        waiting.Add(write, Work.Now);
        waiting.Add(write, Work.Now);

        waiting.Count.ShouldBe(1);
    }

    private static PlannedWrite Write(SyncStep step = SyncStep.Lead, SyncLane lane = SyncLane.Live, bool crowded = true) =>
        new("sim:1", Guid.NewGuid(), step, lane, true, crowded);
}
