using LeadCall.Grains.Calls;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Tests.Sync.Commands;

/// <summary>A person tries a call anew (FEATURES F1, F2).</summary>
public sealed class RetryTests : CommandTest
{
    [Fact]
    public async Task A_failed_call_is_tried_anew_with_what_the_settings_say_now()
    {
        var call = await FailedAsync("+919876546000");
        await HealAsync();

        (await Asha.Retry(call)).IsDone.ShouldBeTrue();
        await Tenant.DrainAsync();

        (await Tenant.StatusAsync(call)).ShouldBe(SyncStatus.Created);
        Tenant.Creates("Leads").ShouldHaveSingleItem().Sent.GetProperty("Last_Name").GetString().ShouldBe("Inbound Lead");
    }

    [Fact]
    public async Task Steps_that_are_done_are_skipped()
    {
        // The first Call is refused for its result, after the Lead was made.
        await Tenant.ExecuteAsync("UPDATE tenant_settings SET call_result_missed = repeat('x', 300) WHERE tenant_id = $1", Tenant.Id);
        var call = await Tenant.AddCallAsync("+919876546001");
        await Tenant.DrainAsync();
        (await Tenant.StatusAsync(call)).ShouldBe(SyncStatus.Failed, await Tenant.DescribeAsync());
        await Tenant.ExecuteAsync("UPDATE tenant_settings SET call_result_missed = 'Missed' WHERE tenant_id = $1", Tenant.Id);

        await Asha.Retry(call);
        await Tenant.DrainAsync();

        (await Tenant.StatusAsync(call)).ShouldBe(SyncStatus.Created);
        (Tenant.Creates("Leads").Count, Tenant.Creates("Calls").Count, Tenant.Creates("Tasks").Count).ShouldBe((1, 1, 1));
    }

    [Theory]
    [InlineData(SyncStatus.Created)]
    [InlineData(SyncStatus.Linked)]
    [InlineData(SyncStatus.DuplicateLead)]
    public async Task Of_a_call_with_a_warning_only_that_step_is_tried_anew_and_it_ends_as_it_had(string status)
    {
        const string Number = "+919876546002";
        if (status != SyncStatus.Created)
        {
            Seed(status == SyncStatus.Linked ? "Contacts" : "Leads", Number);
        }

        AllowTasks(false);
        var call = await Tenant.AddCallAsync(Number);
        await Tenant.DrainAsync();
        var before = (Tenant.Creates("Leads").Count, Tenant.Creates("Calls").Count);
        (await WarningAsync(call)).ShouldBe("PERMISSION_DENIED");
        var target = await TargetAsync(call);
        AllowTasks(true);

        (await Asha.Retry(call)).IsDone.ShouldBeTrue();
        await Tenant.DrainAsync();

        (await Tenant.StatusAsync(call), await WarningAsync(call), await TargetAsync(call)).ShouldBe((status, "", target));
        (Tenant.Creates("Leads").Count, Tenant.Creates("Calls").Count).ShouldBe(before);
        On(Tenant.Creates("Tasks").ShouldHaveSingleItem()).ShouldBe(target);
    }

    [Fact]
    public async Task A_step_that_is_refused_again_is_a_warning_again()
    {
        AllowTasks(false);
        var call = await Tenant.AddCallAsync("+919876546003");
        await Tenant.DrainAsync();

        await Asha.Retry(call);
        await Tenant.DrainAsync();

        (await Tenant.StatusAsync(call), await WarningAsync(call)).ShouldBe((SyncStatus.Created, "PERMISSION_DENIED"));
    }

    [Fact]
    public async Task A_write_whose_outcome_stayed_unknown_is_looked_for_before_it_is_repeated()
    {
        // The Lead was made, but nobody ever heard of it.
        var call = await Tenant.AddCallAsync("+919876546004");
        await Tenant.DrainAsync();
        var lead = Tenant.Creates("Leads").Single().RecordId;
        await Tenant.ExecuteAsync("DELETE FROM zoho_writes WHERE tenant_id = $1 AND step <> 'lead'", Tenant.Id);
        await Tenant.ExecuteAsync("""
            UPDATE zoho_writes SET state = 'unknown', unknowns = 3, looks = 2, looked_at = now(), record_id = NULL,
                sent_at = now() - interval '10 minutes', answered_at = now() - interval '9 minutes'
            WHERE tenant_id = $1
            """, Tenant.Id);
        await Tenant.ExecuteAsync("""
            UPDATE call_syncs SET status = 'failed', error_step = 'lead', error_code = 'OUTCOME_UNKNOWN', target_module = NULL, target_id = NULL WHERE tenant_id = $1
            """, Tenant.Id);

        (await Asha.Retry(call)).IsDone.ShouldBeTrue();
        await Tenant.DrainAsync();

        (await Tenant.StatusAsync(call), await TargetAsync(call)).ShouldBe((SyncStatus.Created, lead));
        Tenant.Creates("Leads").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Whatever_else_a_call_is_the_refusal_says()
    {
        var created = await Tenant.AddCallAsync("+919876546005", "inbound", durationSeconds: 20);
        await Tenant.DrainAsync();
        var (ambiguous, contact, _) = await AmbiguousAsync("+919876546006");

        ShouldBeRefused(await Asha.Retry(created), CommandRefusal.NotRetryable, SyncStatus.Created);
        ShouldBeRefused(await Asha.Retry(ambiguous), CommandRefusal.NotRetryable, SyncStatus.Ambiguous);
        await Asha.Resolve(ambiguous, contact);
        ShouldBeRefused(await Asha.Retry(ambiguous), CommandRefusal.NotRetryable, SyncStatus.Pending);
        (await Asha.Retry(Guid.NewGuid())).Code.ShouldBe(CommandRefusal.NoSync);
    }

    [Fact]
    public async Task A_retry_meant_for_what_was_seen_earlier_is_refused()
    {
        var call = await FailedAsync("+919876546007");
        var seen = new SyncSeen(SyncStatus.Failed, await Tenant.ScalarAsync<int>("SELECT generation FROM call_syncs WHERE call_id = $1", call));
        (await Asha.Retry(call, seen)).IsDone.ShouldBeTrue();
        await Tenant.DrainAsync();

        ShouldBeRefused(await Asha.Retry(call, seen), CommandRefusal.ChangedMeanwhile, SyncStatus.Failed);
    }

    private Task<string> WarningAsync(Guid call) => Tenant.ScalarAsync<string>("SELECT coalesce(warning_code, '') FROM call_syncs WHERE call_id = $1", call);

    private Task<string> TargetAsync(Guid call) => Tenant.ScalarAsync<string>("SELECT target_id FROM call_syncs WHERE call_id = $1", call);
}
