using LeadCall.Storage.Syncs;

namespace LeadCall.Storage.Tests.Syncs;

/// <summary>The statements behind a pick: made, remembered, found gone.</summary>
public sealed class ResolveStatementTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task An_ambiguous_call_goes_to_the_picked_candidate_after_the_time_to_undo_it_and_says_who_picked()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddAmbiguousAsync();

        var generation = await rows.ResolveAsync(call, SyncRows.Lead);

        var work = await rows.LoadAsync(call);
        (work.Sync.Status, work.Sync.WaitingFor, work.Sync.DueAt).ShouldBe((SyncStatus.Pending, WaitingFor.Undo, SyncRows.Now.AddSeconds(10)));
        (work.Pick, work.Sync.PickedBy, work.Sync.PickedGeneration).ShouldBe((SyncRows.Lead, "Asha", generation));
        (await rows.LogAsync(call)).ShouldBe("match resolved Asha");
    }

    [Fact]
    public async Task Only_a_candidate_of_the_connected_organisation_can_be_picked()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddAmbiguousAsync();

        (await rows.ResolveAsync(call, new SyncTarget("Contacts", "999"))).ShouldBeNull();
        (await rows.ResolveAsync(call, SyncRows.Contact with { Module = "Leads" })).ShouldBeNull();
        await rows.ConnectAsync("sim:2");
        (await rows.ResolveAsync(call)).ShouldBeNull();
        (await rows.Picks.IsCandidateAsync(rows.TenantId, call, SyncRows.Contact)).ShouldBeFalse();
        (await rows.LoadAsync(call)).Sync.Status.ShouldBe(SyncStatus.Ambiguous);
    }

    [Fact]
    public async Task Of_picks_made_at_once_one_is_carried_out()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddAmbiguousAsync();
        var generation = await rows.GenerationAsync(call);

        var moved = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => rows.Commands.ResolveAsync(
            rows.TenantId, call, generation, i % 2 == 0 ? SyncRows.Contact : SyncRows.Lead, true, SyncRows.Asha, SyncRows.Now, SyncRows.Now)));

        moved.Count(one => one is not null).ShouldBe(1);
        (await rows.ChoicesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_remembered_choice_counts_once_it_can_no_longer_be_undone()
    {
        var rows = await SyncRows.CreateAsync(world);
        await rows.AddResolvedAsync(remember: true);

        (await RememberedAsync(rows, SyncRows.Now.AddSeconds(9))).ShouldBeNull();
        (await RememberedAsync(rows, SyncRows.Now.AddSeconds(10)))!.Record.ShouldBe(SyncRows.Contact);
    }

    [Fact]
    public async Task The_newest_choice_counts_and_an_undone_one_gives_way_to_the_one_before()
    {
        var rows = await SyncRows.CreateAsync(world);
        await rows.AddResolvedAsync(remember: true, at: SyncRows.Now.AddHours(-2));
        var second = await rows.AddAmbiguousAsync();
        await rows.ResolveAsync(second, SyncRows.Lead, remember: true, at: SyncRows.Now.AddHours(-1));

        (await RememberedAsync(rows))!.Record.ShouldBe(SyncRows.Lead);
        (await rows.UndoAsync(second)).ShouldNotBeNull();
        (await RememberedAsync(rows)).ShouldBe(new RememberedChoice(SyncRows.Contact, SyncRows.Asha, SyncRows.Now.AddHours(-2)));
    }

    [Fact]
    public async Task A_remembered_record_that_is_not_among_the_verified_ones_is_forgotten()
    {
        var rows = await SyncRows.CreateAsync(world);
        await rows.AddResolvedAsync(remember: true, at: SyncRows.Now.AddHours(-2));

        (await rows.Picks.RememberedAsync(
            rows.TenantId, rows.ZohoOrg(), SyncRows.Number, [SyncRows.Lead, SyncRows.Contact with { RecordId = "803" }], SyncRows.Now)).ShouldBeNull();

        (await rows.ChoicesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_choice_made_in_another_organisation_is_never_read()
    {
        var rows = await SyncRows.CreateAsync(world);
        await rows.AddResolvedAsync(remember: true, at: SyncRows.Now.AddHours(-2));

        (await rows.Picks.RememberedAsync(rows.TenantId, rows.ZohoOrg("sim:2"), SyncRows.Number, [SyncRows.Contact], SyncRows.Now)).ShouldBeNull();

        (await rows.ChoicesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_remembered_choice_decides_for_a_call_and_leaves_nothing_to_undo()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddCallAsync();

        await rows.Picks.ChooseAsync(rows.TenantId, call, 1, rows.ZohoOrg(), new RememberedChoice(SyncRows.Lead, SyncRows.Asha, SyncRows.Now));

        (await rows.LoadAsync(call)).Pick.ShouldBe(SyncRows.Lead);
        (await rows.UndoAsync(call)).ShouldBeNull();
    }

    [Fact]
    public async Task A_pick_whose_record_is_gone_is_forgotten_with_the_candidates_found_then()
    {
        var rows = await SyncRows.CreateAsync(world);
        var call = await rows.AddResolvedAsync();

        (await rows.Picks.UnpickAsync(rows.TenantId, call, await rows.GenerationAsync(call), SyncRows.Now)).ShouldNotBeNull();

        var work = await rows.LoadAsync(call);
        (work.Sync.Status, work.Sync.Picked, work.Target).ShouldBe((SyncStatus.Pending, null, null));
        (await rows.Picks.IsCandidateAsync(rows.TenantId, call, SyncRows.Contact)).ShouldBeFalse();
        (await rows.LogAsync(call)).ShouldBe("match waiting PICK_GONE");
    }

    private static Task<RememberedChoice?> RememberedAsync(SyncRows rows, DateTimeOffset? at = null) =>
        rows.Picks.RememberedAsync(rows.TenantId, rows.ZohoOrg(), SyncRows.Number, [SyncRows.Contact, SyncRows.Lead], at ?? SyncRows.Now);
}
