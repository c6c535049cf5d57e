using LeadCall.Grains.Calls;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Tests.Calls;

/// <summary>Which command fits which status, and what the refusals say (DESIGN 8).</summary>
public sealed class SyncCommandsTests
{
    private static readonly SyncTarget Record = new("Contacts", "8000");

    [Theory]
    [InlineData(SyncStatus.Pending, false, false)]
    [InlineData(SyncStatus.Created, false, false)]
    [InlineData(SyncStatus.Linked, false, false)]
    [InlineData(SyncStatus.DuplicateLead, false, false)]
    [InlineData(SyncStatus.Ambiguous, false, true)]
    [InlineData(SyncStatus.Failed, true, false)]
    public void Retry_fits_failed_and_resolve_fits_ambiguous_and_every_refusal_names_the_status(string status, bool retry, bool resolve)
    {
        var work = In(status);

        Fits(SyncCommands.Retry(work, null), status).ShouldBe(retry);
        Fits(SyncCommands.Resolve(work, null), status).ShouldBe(resolve);
        Fits(SyncCommands.Undo(work, null), status).ShouldBeFalse();
    }

    [Theory]
    [InlineData(SyncStatus.Created)]
    [InlineData(SyncStatus.Linked)]
    [InlineData(SyncStatus.DuplicateLead)]
    public void A_warning_can_be_retried(string status)
    {
        var work = In(status);

        SyncCommands.Retry(work with { Sync = work.Sync with { WarningStep = StepName.Task } }, null).ShouldBeNull();
    }

    [Theory]
    [InlineData(WriteState.Planned, true)]
    [InlineData(WriteState.Refused, true)]
    [InlineData(WriteState.Void, true)]
    [InlineData(WriteState.Sent, false)]
    [InlineData(WriteState.Done, false)]
    [InlineData(WriteState.Unknown, false)]
    public void A_pick_can_be_undone_until_a_write_for_it_has_begun(string state, bool fits)
    {
        var work = Picked(Work.Write(StepName.Call, state));

        Fits(SyncCommands.Undo(work, null), SyncStatus.Pending).ShouldBe(fits);
    }

    [Fact]
    public void What_was_written_before_the_pick_does_not_count() =>
        SyncCommands.Undo(Picked(Work.Write(StepName.Lead, WriteState.Done, sentAt: Work.Now.AddHours(-1))), null).ShouldBeNull();

    [Fact]
    public void A_remembered_choice_leaves_nothing_to_undo()
    {
        var work = Picked();

        SyncCommands.Undo(work with { Sync = work.Sync with { PickedGeneration = null } }, null)!.Code.ShouldBe(CommandRefusal.NothingToUndo);
    }

    [Fact]
    public void What_the_person_saw_must_still_hold()
    {
        var work = In(SyncStatus.Failed);

        SyncCommands.Retry(work, new SyncSeen(SyncStatus.Failed, work.Sync.Generation)).ShouldBeNull();
        SyncCommands.Retry(work, new SyncSeen(SyncStatus.Pending, null))!.Code.ShouldBe(CommandRefusal.ChangedMeanwhile);
        SyncCommands.Retry(work, new SyncSeen(null, work.Sync.Generation - 1))!.Code.ShouldBe(CommandRefusal.ChangedMeanwhile);
    }

    [Fact]
    public void An_undo_means_the_pick_that_was_seen_however_far_it_has_come()
    {
        var work = Picked();
        var planned = work with { Sync = work.Sync with { Generation = work.Sync.Generation + 1 } };

        SyncCommands.Undo(planned, new SyncSeen(null, work.Sync.PickedGeneration)).ShouldBeNull();
        SyncCommands.Undo(planned, new SyncSeen(null, work.Sync.PickedGeneration - 1))!.Code.ShouldBe(CommandRefusal.ChangedMeanwhile);
    }

    [Fact]
    public void Without_a_sync_there_is_nothing_to_do() => SyncCommands.Retry(null, null)!.Code.ShouldBe(CommandRefusal.NoSync);

    private static bool Fits(CommandAnswer? refusal, string status)
    {
        if (refusal is not null)
        {
            refusal.Status.ShouldBe(status);
            refusal.Message.ShouldNotBeNull().ShouldContain(status);
        }

        return refusal is null;
    }

    private static CallWork In(string status, params WriteRow[] writes)
    {
        var work = Work.Of(writes: writes);
        return work with { Sync = work.Sync with { Status = status, Generation = 7, ErrorCode = "INVALID_DATA", ZohoOrg = work.ZohoOrg } };
    }

    private static CallWork Picked(params WriteRow[] writes)
    {
        var work = In(SyncStatus.Pending, writes);
        return work with
        {
            Sync = work.Sync with
            {
                TargetModule = Record.Module, TargetId = Record.RecordId, Picked = Record, PickedBy = "Asha", PickedAt = Work.Now.AddMinutes(-1), PickedGeneration = 7,
            },
        };
    }
}
