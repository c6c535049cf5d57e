using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>Records that look alike in everything but our ref are never taken for each other's (FACTS 9.6).</summary>
[Collection(FaultTests.Name)]
public sealed class LookalikeTests(LookalikeHouse shared) : IClassFixture<LookalikeHouse>
{
    [Theory]
    [InlineData(Written.Done, Written.Done)]
    [InlineData(Written.Done, Written.NotDone)]
    [InlineData(Written.NotDone, Written.Done)]
    [InlineData(Written.NotDone, Written.NotDone)]
    public async Task Two_missed_calls_of_one_number_in_one_second_on_two_phones_whose_Tasks_lost_their_answers_keep_a_Task_each(Written first, Written second)
    {
        var team = await shared.House.NewTeamAsync($"same-second-{first}-{second}".ToLowerInvariant(), phones: 2);
        Lose(team, "Tasks", first);
        Lose(team, "Tasks", second);
        var call = FaultTeam.Missed(caller: 0, TimeProvider.System.GetUtcNow().AddMinutes(-1));

        await Task.WhenAll(team.UploadAsync(0, call), team.UploadAsync(1, call));
        await team.FinishedAsync();

        await TwoTasksAsync(team);
    }

    [Theory]
    [InlineData(Written.Done)]
    [InlineData(Written.NotDone)]
    public async Task A_second_open_Task_of_a_number_whose_answer_was_lost_is_not_the_first(Written second)
    {
        var team = await shared.House.NewTeamAsync($"two-open-tasks-{second}".ToLowerInvariant());
        var now = TimeProvider.System.GetUtcNow();
        await team.UploadAsync(FaultTeam.Missed(caller: 0, now.AddMinutes(-2)));
        await team.FinishedAsync();
        Lose(team, "Tasks", second);

        await team.UploadAsync(FaultTeam.Missed(caller: 0, now.AddMinutes(-1)));
        await team.FinishedAsync();

        await TwoTasksAsync(team);
    }

    [Theory]
    [InlineData(Written.Done, 0)]
    [InlineData(Written.Done, 1)]
    [InlineData(Written.NotDone, 0)]
    [InlineData(Written.NotDone, 1)]
    public async Task A_Lead_typed_in_with_the_same_number_while_the_answer_to_ours_was_lost_stays_that_persons(Written ours, int looksBefore)
    {
        var team = await shared.House.NewTeamAsync($"typed-in-{ours}-{looksBefore}".ToLowerInvariant());
        var call = FaultTeam.Missed(caller: 0, TimeProvider.System.GetUtcNow().AddMinutes(-1));
        var barrier = shared.House.Zoho.Hold(team.Writes("Leads"), ours == Written.Done ? Moment.After : Moment.Before);
        await team.UploadAsync(call);
        using var patience = new CancellationTokenSource(FaultTeam.Patience);
        var held = await barrier.Reached(patience.Token);
        await held.Release(Outcome.AnswerLost(Fate(ours)));
        if (looksBefore > 0)
        {
            // Ours is found by the first look when it is there; otherwise there is a second one.
            await team.UntilAsync("SELECT EXISTS (SELECT FROM zoho_writes WHERE tenant_id = $1 AND step = 'lead' AND (looks = 1 OR state = 'done'))");
        }

        var typedIn = TypeIn(team, call.NumberE164!);
        await team.FinishedAsync();

        await team.ShouldHoldEachOnceAsync(1);
        team.Written("Leads").ShouldNotContain(lead => lead.RecordId == typedIn);
        var lead = team.Written("Leads").Single().RecordId;
        (await team.ScalarAsync<string>("SELECT record_id FROM zoho_writes WHERE tenant_id = $1 AND step = 'lead'")).ShouldBe(lead);
        (await team.ScalarAsync<string>("SELECT lead_id FROM callers WHERE tenant_id = $1")).ShouldBe(lead);
    }

    private static async Task TwoTasksAsync(FaultTeam team)
    {
        await team.ShouldAgreeAsync();
        team.Written("Leads").Count.ShouldBe(1);
        team.Written("Calls").Count.ShouldBe(1);
        team.Written("Tasks").Count.ShouldBe(2);
        (await team.ScalarAsync<string>("SELECT string_agg(status, ', ' ORDER BY status) FROM call_syncs WHERE tenant_id = $1")).ShouldBe("created, duplicate_lead");
    }

    private void Lose(FaultTeam team, string module, Written written) => shared.House.Zoho.AddFault(team.Writes(module), Outcome.AnswerLost(Fate(written)));

    private static WriteFate Fate(Written written) => written == Written.Done ? WriteFate.Done : WriteFate.NotDone;

    private string TypeIn(FaultTeam team, string number) => shared.House.Zoho.Seed(team.Organisation, "Leads", new SeedRecord
    {
        Fields = new JsonObject { ["Last_Name"] = "Typed in by hand", ["Phone"] = number, ["Description"] = "Called the front desk." },
    })[0];
}

/// <summary>One server for all of them; every test has its own team.</summary>
public sealed class LookalikeHouse : IAsyncLifetime
{
    internal FaultHouse House { get; private set; } = null!;

    public async ValueTask InitializeAsync() => House = await FaultHouse.StartAsync(FaultTimes.OfSeconds(5, 6, 2, 1));

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
