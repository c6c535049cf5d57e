using LeadCall.Grains.Calls;
using LeadCall.Storage.Syncs;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.Grains.Tests.Sync.Commands;

/// <summary>A person takes a pick back (FEATURES F3).</summary>
public sealed class UndoTests : CommandTest
{
    [Fact]
    public async Task The_call_is_ambiguous_again_nothing_is_written_and_nothing_remembered()
    {
        var (call, contact, lead) = await AmbiguousAsync("+919876548000");
        await Asha.Resolve(call, contact, remember: true);

        var answer = await Asha.Undo(call);

        (answer.IsDone, answer.Status).ShouldBe((true, SyncStatus.Ambiguous));
        (await Tenant.ScalarAsync<long>("SELECT count(*) FROM caller_choices WHERE tenant_id = $1", Tenant.Id)).ShouldBe(0);
        await Asha.Resolve(call, lead);
        await Tenant.DrainAsync();
        On(Tenant.Creates("Calls").ShouldHaveSingleItem()).ShouldBe(lead.RecordId);
    }

    [Fact]
    public async Task Once_the_request_has_left_the_pick_stands()
    {
        var (call, contact, _) = await AmbiguousAsync("+919876548001");
        var barrier = Host.Zoho.Control.Hold(new RequestMatch { Organisation = Tenant.Organisation, Module = "Calls", WritesOnly = true }, Moment.Before);
        await Asha.Resolve(call, contact);
        var held = await barrier.Reached(TestContext.Current.CancellationToken);

        ShouldBeRefused(await Asha.Undo(call), CommandRefusal.TooLateToUndo, SyncStatus.Pending);

        await held.Release();
        await Tenant.DrainAsync();
        ShouldBeRefused(await Asha.Undo(call), CommandRefusal.TooLateToUndo, SyncStatus.Linked);
        On(Tenant.Creates("Calls").ShouldHaveSingleItem()).ShouldBe(contact.RecordId);
    }

    [Fact]
    public async Task An_undo_meant_for_an_earlier_pick_is_refused()
    {
        var (call, contact, lead) = await AmbiguousAsync("+919876548003");
        var first = await Asha.Resolve(call, contact);
        var seen = new SyncSeen(null, first.Generation);
        (await Asha.Undo(call, seen)).IsDone.ShouldBeTrue();
        await Asha.Resolve(call, lead);

        ShouldBeRefused(await Asha.Undo(call, seen), CommandRefusal.ChangedMeanwhile, SyncStatus.Pending);
        await Tenant.DrainAsync();
        On(Tenant.Creates("Calls").ShouldHaveSingleItem()).ShouldBe(lead.RecordId);
    }

    [Fact]
    public async Task Where_nobody_picked_there_is_nothing_to_undo()
    {
        var call = await FailedAsync("+919876548004");
        var (ambiguous, _, _) = await AmbiguousAsync("+919876548005");

        ShouldBeRefused(await Asha.Undo(call), CommandRefusal.NothingToUndo, SyncStatus.Failed);
        ShouldBeRefused(await Asha.Undo(ambiguous), CommandRefusal.NothingToUndo, SyncStatus.Ambiguous);
    }
}
