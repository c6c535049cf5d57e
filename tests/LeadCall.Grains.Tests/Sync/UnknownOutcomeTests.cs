using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.Grains.Tests.Sync;

/// <summary>Answers that are lost again and again (DESIGN 4, "What an answer of Zoho means").</summary>
public sealed class UnknownOutcomeTests : IAsyncLifetime
{
    private SyncHost host = null!;
    private SyncTenant tenant = null!;

    public async ValueTask InitializeAsync()
    {
        host = await SyncHost.StartAsync(SyncHost.ShortOfPatience);
        tenant = await host.CreateTenantAsync();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_Lead_whose_answer_is_lost_three_times_and_is_not_in_Zoho_is_left_to_a_person()
    {
        Lose("Leads", WriteFate.NotDone, times: 3);
        var call = await tenant.AddCallAsync("+919876548001");

        await tenant.DrainAsync();

        (await tenant.StatusAsync(call)).ShouldBe("failed");
        (await tenant.ScalarAsync<string>("SELECT error_code FROM call_syncs WHERE tenant_id = $1", tenant.Id)).ShouldBe("OUTCOME_UNKNOWN");
        tenant.Creates("Leads").ShouldBeEmpty();
        (await tenant.ScalarAsync<long>("SELECT count(*) FROM sync_attempts WHERE tenant_id = $1 AND step = 'lead' AND result = 'unknown'", tenant.Id)).ShouldBe(3);
    }

    [Fact]
    public async Task What_the_last_look_finds_is_not_failed()
    {
        Lose("Leads", WriteFate.NotDone, times: 2);
        Lose("Leads", WriteFate.Done, times: 1);
        var call = await tenant.AddCallAsync("+919876548002");

        await tenant.DrainAsync();

        (await tenant.StatusAsync(call)).ShouldBe("created");
        tenant.Creates("Leads").Count.ShouldBe(1);
        tenant.Creates("Calls").Count.ShouldBe(1);
        tenant.Creates("Tasks").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_Task_whose_answer_is_lost_is_found_beside_another_open_Task_of_the_number()
    {
        await tenant.AddCallAsync("+919876548003");
        await tenant.DrainAsync();
        Lose("Tasks", WriteFate.Done, times: 1);
        var second = await tenant.AddCallAsync("+919876548003");

        await tenant.DrainAsync();

        (await tenant.StatusAsync(second)).ShouldBe("duplicate_lead");
        tenant.Creates("Tasks").Count.ShouldBe(2);
        (await tenant.ScalarAsync<long>("SELECT count(DISTINCT record_id) FROM zoho_writes WHERE tenant_id = $1 AND step = 'task'", tenant.Id)).ShouldBe(2);
    }

    private void Lose(string module, WriteFate write, int times) => host.Zoho.Control.AddFault(new FaultSpec
    {
        Match = new RequestMatch { Organisation = tenant.Organisation, Module = module, WritesOnly = true },
        Outcome = new Outcome { Write = write, Answer = AnswerForm.Reset },
        Times = times,
    });
}
