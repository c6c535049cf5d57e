namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>Records that look alike in everything but our ref are never taken for each other's (FACTS 9.6).</summary>
[Collection(FaultTests.Name)]
public sealed class LookalikeTests(LookalikeRun run) : IClassFixture<LookalikeRun>
{
    [Theory]
    [InlineData(Written.Done, Written.Done)]
    [InlineData(Written.Done, Written.NotDone)]
    [InlineData(Written.NotDone, Written.Done)]
    [InlineData(Written.NotDone, Written.NotDone)]
    public async Task Two_missed_calls_of_one_number_in_one_second_on_two_phones_whose_Tasks_lost_their_answers_keep_a_Task_each(Written first, Written second) =>
        await TwoTasksAsync(await run.SameSecond[(first, second)]);

    [Theory]
    [InlineData(Written.Done)]
    [InlineData(Written.NotDone)]
    public async Task A_second_open_Task_of_a_number_whose_answer_was_lost_is_not_the_first(Written second) =>
        await TwoTasksAsync(await run.TwoOpenTasks[second]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_Lead_typed_in_while_the_answer_to_ours_was_lost_stays_that_persons(int looksBefore)
    {
        var (team, typedIn) = await run.TypedIn[(Written.Done, looksBefore)];

        await team.ShouldHoldEachOnceAsync(1);
        var lead = team.Written("Leads").Single().RecordId;
        lead.ShouldNotBe(typedIn);
        (await team.ScalarAsync<string>("SELECT record_id FROM zoho_writes WHERE tenant_id = $1 AND step = 'lead'")).ShouldBe(lead);
        (await team.ScalarAsync<string>("SELECT lead_id FROM callers WHERE tenant_id = $1")).ShouldBe(lead);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_Lead_typed_in_while_ours_got_lost_on_the_way_is_the_callers_and_no_second_one_is_made(int looksBefore)
    {
        var (team, typedIn) = await run.TypedIn[(Written.NotDone, looksBefore)];

        team.Written("Leads").ShouldBeEmpty();
        team.Written("Calls").ShouldBeEmpty();
        team.Written("Tasks").Single().Sent.GetProperty("What_Id").GetProperty("id").GetString().ShouldBe(typedIn);
        (await team.ScalarAsync<string>("SELECT status FROM call_syncs WHERE tenant_id = $1")).ShouldBe("duplicate_lead");
        (await team.ScalarAsync<string>("SELECT state FROM zoho_writes WHERE tenant_id = $1 AND step = 'lead'")).ShouldBe("void", "never taken for ours");
        (await team.ScalarAsync<long>("SELECT count(*) FROM callers WHERE tenant_id = $1 AND claimed_by_call IS NOT NULL")).ShouldBe(0);
    }

    private static async Task TwoTasksAsync(FaultTeam team)
    {
        await team.ShouldAgreeAsync();
        team.Written("Leads").Count.ShouldBe(1);
        team.Written("Calls").Count.ShouldBe(1);
        team.Written("Tasks").Count.ShouldBe(2);
        (await team.ScalarAsync<string>("SELECT string_agg(status, ', ' ORDER BY status) FROM call_syncs WHERE tenant_id = $1")).ShouldBe("created, duplicate_lead");
    }
}
