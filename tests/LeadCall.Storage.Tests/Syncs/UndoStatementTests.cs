using LeadCall.Storage.Syncs;
using LeadCall.Storage.Zoho;
using Npgsql;

namespace LeadCall.Storage.Tests.Syncs;

/// <summary>The statement behind an undo: either it or the sender gets the write, never both.</summary>
public sealed class UndoStatementTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task The_call_is_ambiguous_again_and_its_planned_writes_and_remembered_choice_are_gone()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddResolvedAsync(remember: true);
        await rows.AddWriteAsync(call, StepName.Call, WriteState.Planned);
        await rows.AddWriteAsync(call, StepName.Task, WriteState.Refused);

        (await rows.UndoAsync(call)).ShouldNotBeNull();

        var work = await rows.LoadAsync(call);
        (work.Sync.Status, work.Sync.Picked, work.Target, work.Sync.DueAt).ShouldBe((SyncStatus.Ambiguous, null, null, null));
        (await rows.WritesAsync(call)).ShouldBe("call void, task void");
        (await rows.ChoicesAsync()).ShouldBe(0);
        (await rows.Picks.IsCandidateAsync(rows.TenantId, call, SyncRows.Contact)).ShouldBeTrue();
        (await rows.LogAsync(call)).ShouldBe("match undone Asha");
    }

    [Theory]
    [InlineData(WriteState.Sent)]
    [InlineData(WriteState.Done)]
    [InlineData(WriteState.Unknown)]
    public async Task Nothing_changes_once_a_write_has_begun(string state)
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddResolvedAsync(remember: true);
        await rows.AddWriteAsync(call, StepName.Call, state);
        await rows.AddWriteAsync(call, StepName.Task, WriteState.Planned);

        (await rows.UndoAsync(call)).ShouldBeNull();

        (await rows.LoadAsync(call)).Pick.ShouldBe(SyncRows.Contact);
        (await rows.WritesAsync(call)).ShouldBe($"call {state}, task planned");
        (await rows.ChoicesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_Lead_written_before_the_pick_does_not_stand_in_its_way()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddResolvedAsync();
        await rows.AddWriteAsync(call, StepName.Lead, WriteState.Done, sentAt: SyncRows.Now.AddMinutes(-1));
        await rows.AddWriteAsync(call, StepName.Call, WriteState.Planned);

        (await rows.UndoAsync(call)).ShouldNotBeNull();

        (await rows.WritesAsync(call)).ShouldBe("call void, lead done");
        (await rows.LoadAsync(call)).Sync.Rematch.ShouldBeTrue();
    }

    [Fact]
    public async Task A_call_that_nobody_picked_a_record_for_is_left_alone()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddCallAsync();

        (await rows.UndoAsync(call)).ShouldBeNull();
    }

    [Fact]
    public async Task An_undo_decided_before_the_writes_were_planned_changes_nothing()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddResolvedAsync();
        var seen = await rows.GenerationAsync(call);
        await rows.Syncs.PlanAsync(
            rows.TenantId, call, seen, rows.ZohoOrg(), SyncRows.Contact, [new NewWrite(StepName.Call, "live", true, "{}")], SyncRows.Now);

        (await rows.Commands.UndoAsync(rows.TenantId, call, seen, SyncRows.Asha, SyncRows.Now)).ShouldBeNull();

        (await rows.WritesAsync(call)).ShouldBe("call planned");
        (await rows.UndoAsync(call)).ShouldNotBeNull();
        (await rows.WritesAsync(call)).ShouldBe("call void");
    }

    [Fact]
    public async Task An_undo_waits_for_a_sender_that_is_taking_a_write_and_then_changes_nothing()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddResolvedAsync();
        await rows.AddWriteAsync(call, StepName.Call, WriteState.Planned);
        await rows.AddWriteAsync(call, StepName.Task, WriteState.Planned);
        await using var sender = await rows.Data.OpenConnectionAsync();
        await using var taking = await sender.BeginTransactionAsync();
        await ExecuteAsync(sender, "UPDATE zoho_writes SET state = 'sent', sent_at = now() WHERE call_id = $1 AND step = 'task'", call);

        var undo = rows.UndoAsync(call);
        await BlockedAsync(rows, sender);
        await taking.CommitAsync();

        (await undo).ShouldBeNull();
        (await rows.WritesAsync(call)).ShouldBe("call planned, task sent");
        (await rows.LoadAsync(call)).Pick.ShouldBe(SyncRows.Contact);
    }

    [Fact]
    public async Task An_undo_waits_for_a_plan_that_is_being_made_and_then_changes_nothing()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddResolvedAsync();
        await using var planner = await rows.Data.OpenConnectionAsync();
        await using var planning = await planner.BeginTransactionAsync();
        await ExecuteAsync(planner, "UPDATE call_syncs SET generation = generation + 1 WHERE call_id = $1", call);

        var undo = rows.UndoAsync(call);
        await BlockedAsync(rows, planner);
        await planning.CommitAsync();

        (await undo).ShouldBeNull();
        (await rows.LoadAsync(call)).Sync.Status.ShouldBe(SyncStatus.Pending);
    }

    [Fact]
    public async Task A_sender_that_comes_after_an_undo_finds_nothing_to_send()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddResolvedAsync();
        await rows.AddWriteAsync(call, StepName.Call, WriteState.Planned);

        await rows.UndoAsync(call);

        (await rows.Writes.TakeAsync(rows.TenantId, rows.ZohoOrg(), [new WriteKey(call, StepName.Call)], SyncRows.Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Undo_and_sender_at_the_same_instant_never_both_get_the_write()
    {
        var rows = await SyncRows.CreateAsync(world);
        for (var round = 0; round < 50; round++)
        {
            var call = await rows.AddResolvedAsync();
            await rows.AddWriteAsync(call, StepName.Call, WriteState.Planned);
            var generation = await rows.GenerationAsync(call);

            var undo = rows.Commands.UndoAsync(rows.TenantId, call, generation, SyncRows.Asha, SyncRows.Now);
            var take = rows.Writes.TakeAsync(rows.TenantId, rows.ZohoOrg(), [new WriteKey(call, StepName.Call)], SyncRows.Now);

            (await undo is not null).ShouldBe((await take).Count == 0);
        }
    }

    /// <summary>Until somebody waits for a lock that this connection holds.</summary>
    private static async Task BlockedAsync(SyncRows rows, NpgsqlConnection holder)
    {
        await using var waits = rows.Data.CreateCommand("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid)))");
        waits.Parameters.AddWithValue(holder.ProcessID);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await waits.ExecuteScalarAsync(patience.Token) is not true)
        {
            await Task.Yield();
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, Guid callId)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(callId);
        await command.ExecuteNonQueryAsync();
    }
}
