using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>An operator stops the server in the middle of its work (DESIGN 5: what is under way is answered and stored).</summary>
[Collection(FaultTests.Name)]
public sealed class GracefulStopTests
{
    private const int InFlight = 20;
    private const int Unknown = 2;

    /// <summary>Longer than the engine waited by default (5 s), and than the request of any phone.</summary>
    private static readonly TimeSpan SlowZoho = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task Twenty_writes_under_way_are_answered_and_stored_before_the_server_exits_and_none_is_sent_twice()
    {
        await using var house = await FaultHouse.StartAsync(
            FaultTimes.OfSeconds(30, 31, 3, 1), ("Sync__Connection__Slots", "25"), ("Sync__Queue__CrowdFrom", "1000"));
        var team = await house.NewTeamAsync("stopped");
        var barrier = house.Zoho.Hold(team.Writes("Leads"), Moment.After, InFlight);
        foreach (var call in FaultTeam.Missed(InFlight))
        {
            await team.UploadAsync(call);
        }

        using var patience = new CancellationTokenSource(FaultTeam.Patience);
        var held = await barrier.Reached(InFlight, patience.Token);

        await house.Server.TerminateAsync();
        await house.Server.StopsListeningAsync(FaultTeam.Patience);
        await Task.Delay(SlowZoho);
        house.Server.HasExited.ShouldBeFalse("Writes are under way.");
        await Task.WhenAll(held.Take(Unknown).Select(request => request.Release(Outcome.AnswerLost())));
        await Task.WhenAll(held.Skip(Unknown).Select(request => request.Release()));
        (await house.Server.ExitedAsync(FaultTeam.Patience)).ShouldBe(0);

        var stored = await team.RowsAsync("SELECT state, coalesce(record_id, '') FROM zoho_writes WHERE tenant_id = $1", row => (State: row.GetString(0), Record: row.GetString(1)));
        stored.Count(write => write.State == "unknown").ShouldBe(Unknown);
        var done = stored.Where(write => write.State == "done").Select(write => write.Record).ToArray();
        done.Length.ShouldBe(InFlight - Unknown);
        done.ShouldBeSubsetOf(team.Written("Leads").Select(lead => lead.RecordId));

        await house.StartServerAsync();
        await team.ConnectAsync();
        await team.FinishedAsync();
        await team.ShouldHoldEachOnceAsync(InFlight);
        (await team.ScalarAsync<int>("SELECT max(sends) FROM zoho_writes WHERE tenant_id = $1")).ShouldBe(1);
    }
}
