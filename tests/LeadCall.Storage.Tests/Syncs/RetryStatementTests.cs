using LeadCall.Storage.Syncs;

namespace LeadCall.Storage.Tests.Syncs;

/// <summary>The statement behind a retry: what it moves, and what it leaves alone.</summary>
public sealed class RetryStatementTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_failed_sync_is_due_now_with_its_error_in_the_log()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddFailedAsync();

        (await rows.RetryAsync(call)).ShouldBe(await rows.GenerationAsync(call));

        var sync = (await rows.LoadAsync(call)).Sync;
        (sync.Status, sync.DueAt, sync.Attempts, sync.ErrorCode).ShouldBe((SyncStatus.Pending, SyncRows.Now, 0, null));
        (await rows.LogAsync(call)).ShouldBe("call retried INVALID_DATA Asha");
    }

    [Fact]
    public async Task What_was_refused_is_void_and_what_is_done_stays()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddFailedAsync();
        await rows.AddWriteAsync(call, StepName.Lead, WriteState.Done);
        await rows.AddWriteAsync(call, StepName.Call, WriteState.Refused);

        await rows.RetryAsync(call);

        (await rows.WritesAsync(call)).ShouldBe("call void, lead done");
    }

    [Fact]
    public async Task An_unknown_write_will_be_looked_for_from_the_start()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddFailedAsync();
        await rows.AddWriteAsync(call, StepName.Lead, WriteState.Unknown, unknowns: 3);

        await rows.RetryAsync(call);

        var write = (await rows.LoadAsync(call)).Writes.ShouldHaveSingleItem();
        (write.State, write.Unknowns, write.Looks, write.LookedAt).ShouldBe((WriteState.Unknown, 0, 0, null));
    }

    [Fact]
    public async Task A_void_step_is_planned_anew_with_a_fresh_payload_and_goes_on_counting_its_sends()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddFailedAsync();
        await rows.AddWriteAsync(call, StepName.Call, WriteState.Refused);
        var generation = await rows.RetryAsync(call);

        await rows.Syncs.PlanAsync(
            rows.TenantId, call, generation!.Value, rows.ZohoOrg(), SyncRows.Contact, [new NewWrite(StepName.Call, "late", false, """{"new": 1}""")], SyncRows.Now);
        var taken = await rows.Writes.TakeAsync(rows.TenantId, rows.ZohoOrg(), [new(call, StepName.Call)], SyncRows.Now);

        taken.ShouldHaveSingleItem().ShouldBe(taken[0] with { Sends = 2, Payload = """{"new": 1}""" });
    }

    [Fact]
    public async Task A_row_with_a_warning_keeps_its_record_and_the_status_it_will_end_with()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await WarnedAsync(rows, SyncStatus.Linked);
        await rows.AddWriteAsync(call, StepName.Call, WriteState.Done);
        await rows.AddWriteAsync(call, StepName.Task, WriteState.Refused);

        (await rows.RetryAsync(call)).ShouldNotBeNull();

        var work = await rows.LoadAsync(call);
        (work.Sync.Status, work.Sync.KeepsStatus, work.Target, work.Sync.WarningStep).ShouldBe((SyncStatus.Pending, SyncStatus.Linked, SyncRows.Contact, null));
        (await rows.WritesAsync(call)).ShouldBe("call done, task void");
        (await rows.LogAsync(call)).ShouldBe("task retried PERMISSION_DENIED Asha");
    }

    [Fact]
    public async Task A_failed_call_for_which_nothing_was_written_forgets_the_record_it_would_have_gone_to()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddFailedAsync(SyncRows.Contact);
        await rows.AddWriteAsync(call, StepName.Call, WriteState.Refused);
        var other = await rows.AddFailedAsync(SyncRows.Contact);
        await rows.AddWriteAsync(other, StepName.Call, WriteState.Done);
        await rows.AddWriteAsync(other, StepName.Task, WriteState.Refused);

        await rows.RetryAsync(call);
        await rows.RetryAsync(other);

        (await rows.LoadAsync(call)).Target.ShouldBeNull();
        (await rows.LoadAsync(other)).Target.ShouldBe(SyncRows.Contact);
    }

    [Theory]
    [InlineData(SyncStatus.Created)]
    [InlineData(SyncStatus.Linked)]
    [InlineData(SyncStatus.DuplicateLead)]
    [InlineData(SyncStatus.Ambiguous)]
    public async Task A_row_that_neither_failed_nor_has_a_warning_is_left_alone(string status)
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddCallAsync();
        await rows.FinishAsync(call, new Finish { Status = status, ZohoOrg = rows.ZohoOrg(), Target = SyncRows.Lead });

        (await rows.RetryAsync(call)).ShouldBeNull();

        (await rows.LoadAsync(call)).Sync.Status.ShouldBe(status);
    }

    [Fact]
    public async Task Of_two_retries_decided_from_the_same_row_one_is_carried_out()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddFailedAsync();
        var generation = await rows.GenerationAsync(call);

        var moved = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            rows.Commands.RetryAsync(rows.TenantId, call, SyncStatus.Failed, generation, SyncRows.Asha, SyncRows.Now)));

        moved.Count(one => one is not null).ShouldBe(1);
        (await rows.GenerationAsync(call)).ShouldBe(generation + 1);
    }

    private static async Task<Guid> WarnedAsync(SyncRows rows, string status)
    {
        var call = await rows.AddCallAsync();
        await rows.FinishAsync(call, new Finish
        {
            Status = status, ZohoOrg = rows.ZohoOrg(), Target = SyncRows.Contact, Warning = new SyncError(StepName.Task, "PERMISSION_DENIED", "NO_PERMISSION: denied"),
        });
        return call;
    }
}
