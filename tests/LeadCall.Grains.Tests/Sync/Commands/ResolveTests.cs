using LeadCall.Grains.Calls;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Tests.Sync.Commands;

/// <summary>A person picks the record an ambiguous call belongs to (FEATURES F3).</summary>
public sealed class ResolveTests : CommandTest
{
    [Theory]
    [InlineData("Contacts", "Who_Id")]
    [InlineData("Leads", "What_Id")]
    public async Task The_call_is_linked_to_the_pick_with_who_picked_and_when(string module, string relation)
    {
        var (call, contact, lead) = await AmbiguousAsync("+919876547000");
        var pick = module == "Leads" ? lead : contact;

        var answer = await Asha.Resolve(call, pick);
        (answer.IsDone, answer.Status).ShouldBe((true, SyncStatus.Pending));
        await Tenant.DrainAsync();

        (await Tenant.StatusAsync(call)).ShouldBe(SyncStatus.Linked);
        Tenant.Creates("Leads").ShouldBeEmpty();
        Tenant.Creates("Calls").ShouldHaveSingleItem().Sent.GetProperty(relation).GetProperty("id").GetString().ShouldBe(pick.RecordId);
        On(Tenant.Creates("Tasks").ShouldHaveSingleItem()).ShouldBe(pick.RecordId);
        (await Tenant.ScalarAsync<string>("SELECT concat_ws(' ', target_module, target_id, picked_by) FROM call_syncs WHERE call_id = $1", call))
            .ShouldBe($"{module} {pick.RecordId} Asha");
    }

    [Fact]
    public async Task Nothing_is_written_before_the_time_to_undo_it_is_over()
    {
        var (call, contact, _) = await AmbiguousAsync("+919876547001");

        await Asha.Resolve(call, contact);
        for (var i = 0; i < 3; i++)
        {
            // As a queue would that started it twice.
            await Host.Grains.GetGrain<ICallSyncGrain>(GrainKeys.CallSync(Tenant.Id, call)).Run(false);
        }

        await Tenant.DrainAsync();

        (await Tenant.ScalarAsync<TimeSpan>("SELECT min(w.sent_at) - min(s.picked_at) FROM call_syncs s JOIN zoho_writes w USING (tenant_id, call_id) WHERE s.call_id = $1", call))
            .ShouldBeGreaterThanOrEqualTo(UndoWindow);
    }

    [Fact]
    public async Task A_pick_that_was_deleted_meanwhile_is_not_written_and_the_caller_is_matched_again()
    {
        var (call, contact, lead) = await AmbiguousAsync("+919876547002");

        await Asha.Resolve(call, lead);
        Host.Zoho.Control.Remove(Tenant.Organisation, "Leads", lead.RecordId);
        await Tenant.DrainAsync();

        (await Tenant.StatusAsync(call)).ShouldBe(SyncStatus.Linked);
        On(Tenant.Creates("Calls").ShouldHaveSingleItem()).ShouldBe(contact.RecordId);
        (await Tenant.ScalarAsync<bool>("SELECT picked_by IS NULL FROM call_syncs WHERE call_id = $1", call)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_pick_that_is_gone_among_several_others_is_a_question_again()
    {
        var third = Seed("Contacts", "+919876547003", "Iyer");
        var (call, contact, lead) = await AmbiguousAsync("+919876547003");

        await Asha.Resolve(call, contact);
        Host.Zoho.Control.Remove(Tenant.Organisation, "Contacts", contact.RecordId);
        await Tenant.DrainAsync();

        (await Tenant.StatusAsync(call)).ShouldBe(SyncStatus.Ambiguous);
        ShouldBeRefused(await Asha.Resolve(call, contact), CommandRefusal.NotACandidate, SyncStatus.Ambiguous);
        (await Asha.Resolve(call, third)).IsDone.ShouldBeTrue();
        await Tenant.DrainAsync();
        On(Tenant.Creates("Calls").ShouldHaveSingleItem()).ShouldBe(third.RecordId);
        lead.ShouldNotBe(third);
    }

    [Fact]
    public async Task A_pick_that_no_longer_has_the_number_is_still_the_pick()
    {
        var (call, contact, _) = await AmbiguousAsync("+919876547004");

        await Asha.Resolve(call, contact);
        Host.Zoho.Control.Change(Tenant.Organisation, "Contacts", contact.RecordId, new() { ["Phone"] = "+919876500000" });
        await Tenant.DrainAsync();

        On(Tenant.Creates("Calls").ShouldHaveSingleItem()).ShouldBe(contact.RecordId);
    }

    [Fact]
    public async Task Only_a_candidate_can_be_picked_and_only_for_an_ambiguous_call()
    {
        var stranger = Seed("Contacts", "+919876547006");
        var (call, contact, lead) = await AmbiguousAsync("+919876547005");
        ShouldBeRefused(await Asha.Resolve(call, stranger), CommandRefusal.NotACandidate, SyncStatus.Ambiguous);
        ShouldBeRefused(await Asha.Resolve(call, contact with { Module = "Leads" }), CommandRefusal.NotACandidate, SyncStatus.Ambiguous);
        await Asha.Resolve(call, contact);
        ShouldBeRefused(await Asha.Resolve(call, lead), CommandRefusal.NotAmbiguous, SyncStatus.Pending);
        await Tenant.DrainAsync();
        ShouldBeRefused(await Asha.Resolve(call, lead), CommandRefusal.NotAmbiguous, SyncStatus.Linked);
    }

    [Fact]
    public async Task A_remembered_pick_decides_later_calls_of_the_number_and_says_who_picked()
    {
        var (first, contact, _) = await AmbiguousAsync("+919876547007");
        await Asha.Resolve(first, contact, remember: true);
        await Tenant.DrainAsync();

        var second = await Tenant.AddCallAsync("+919876547007", "inbound", durationSeconds: 30);
        await Tenant.DrainAsync();

        (await Tenant.StatusAsync(second)).ShouldBe(SyncStatus.Linked);
        Tenant.Creates("Calls").Select(On).ShouldBe([contact.RecordId, contact.RecordId]);
        (await Tenant.ScalarAsync<string>("SELECT picked_by FROM call_syncs WHERE call_id = $1", second)).ShouldBe("Asha");
        ShouldBeRefused(await Asha.Undo(second), CommandRefusal.NothingToUndo, SyncStatus.Linked);
    }

    [Fact]
    public async Task A_pick_that_is_not_to_be_remembered_decides_its_own_call_only()
    {
        var (first, contact, _) = await AmbiguousAsync("+919876547008");
        await Asha.Resolve(first, contact);
        await Tenant.DrainAsync();

        var second = await Tenant.AddCallAsync("+919876547008");
        await Tenant.DrainAsync();

        (await Tenant.StatusAsync(second)).ShouldBe(SyncStatus.Ambiguous);
    }

    [Fact]
    public async Task A_remembered_record_that_is_gone_is_forgotten_and_asked_about()
    {
        Seed("Contacts", "+919876547009", "Iyer");
        var (first, contact, _) = await AmbiguousAsync("+919876547009");
        await Asha.Resolve(first, contact, remember: true);
        await Tenant.DrainAsync();
        Host.Zoho.Control.Remove(Tenant.Organisation, "Contacts", contact.RecordId);

        var second = await Tenant.AddCallAsync("+919876547009");
        await Tenant.DrainAsync();

        (await Tenant.StatusAsync(second)).ShouldBe(SyncStatus.Ambiguous);
        (await Tenant.ScalarAsync<long>("SELECT count(*) FROM caller_choices WHERE tenant_id = $1", Tenant.Id)).ShouldBe(0);
    }
}
