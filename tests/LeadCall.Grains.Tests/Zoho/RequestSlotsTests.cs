using LeadCall.Grains.Calls;
using LeadCall.Grains.Zoho;

namespace LeadCall.Grains.Tests.Zoho;

/// <summary>Who gets a request slot (DESIGN 8: one slot is kept for live work).</summary>
public sealed class RequestSlotsTests
{
    [Fact]
    public void Late_writes_leave_the_last_slot_to_live_ones()
    {
        var slots = new RequestSlots(3);
        slots.Take();
        slots.Take();

        slots.HasFree(SyncLane.Late).ShouldBeFalse();
        slots.HasFree(SyncLane.Live).ShouldBeTrue();
    }

    [Fact]
    public void Late_reads_leave_the_last_slot_to_live_ones()
    {
        var slots = new RequestSlots(2);

        slots.WaitAsync(SyncLane.Late).IsCompleted.ShouldBeTrue();
        slots.WaitAsync(SyncLane.Late).IsCompleted.ShouldBeFalse();
        slots.WaitAsync(SyncLane.Live).IsCompleted.ShouldBeTrue("a late read that waits does not hold up a live one");
    }

    [Fact]
    public void With_one_slot_in_total_late_work_may_have_it_and_live_goes_first()
    {
        var slots = new RequestSlots(1);
        slots.HasFree(SyncLane.Late).ShouldBeTrue();
        slots.Take();
        var late = slots.WaitAsync(SyncLane.Late);
        var live = slots.WaitAsync(SyncLane.Live);

        slots.Release();
        slots.AdmitReaders(SyncLane.Live);
        slots.AdmitReaders(SyncLane.Late);

        live.IsCompleted.ShouldBeTrue();
        late.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Reads_of_a_lane_go_on_in_the_order_they_came()
    {
        var slots = new RequestSlots(1);
        slots.Take();
        var first = slots.WaitAsync(SyncLane.Live);
        var second = slots.WaitAsync(SyncLane.Live);
        slots.Release();

        slots.AdmitReaders(SyncLane.Live);

        first.IsCompleted.ShouldBeTrue();
        second.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void A_read_does_not_overtake_one_that_waits_for_a_slot_just_given_back()
    {
        var slots = new RequestSlots(1);
        slots.Take();
        var first = slots.WaitAsync(SyncLane.Live);
        slots.Release();

        slots.WaitAsync(SyncLane.Live).IsCompleted.ShouldBeFalse();

        slots.AdmitReaders(SyncLane.Live);
        first.IsCompleted.ShouldBeTrue();
    }
}
