using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>Zoho commits after LeadCall has hung up, up to the settle time later (FACTS 9.8).</summary>
[Collection(FaultTests.Name)]
public sealed class LateCommitTests(LateCommitRun run) : IClassFixture<LateCommitRun>
{
    public static TheoryData<Met, double, AnswerForm> Cases =>
    [
        .. from met in Enum.GetValues<Met>()
           from share in new[] { 0.2, 0.6, 0.95 }
           from form in new[] { AnswerForm.Reset, AnswerForm.Silence }
           select new TheoryDataRow<Met, double, AnswerForm>(met, share, form),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_write_committed_that_share_of_the_settle_time_after_the_client_hung_up_is_in_Zoho_exactly_once(Met met, double share, AnswerForm form)
    {
        var team = run.Of(met, share, form);

        await team.ShouldHoldEachOnceAsync(1);
        (await team.ScalarAsync<int>($"SELECT sends FROM zoho_writes WHERE tenant_id = $1 AND step = '{met.ToString().ToLowerInvariant()}'")).ShouldBe(1);
        var hungUp = (await team.RowsAsync("SELECT at FROM sync_attempts WHERE tenant_id = $1 AND result = 'unknown'", row => row.GetFieldValue<DateTimeOffset>(0))).ShouldHaveSingleItem();
        var late = team.Written($"{met}s").Single().At - hungUp;
        late.ShouldBeGreaterThan((share * LateCommitRun.Settle) - TimeSpan.FromSeconds(1));
        late.ShouldBeLessThan(LateCommitRun.Settle, "The machine was too slow: what Zoho commits after the settle time is not promised.");
    }
}

/// <summary>All late commits at once, each with a team of its own.</summary>
public sealed class LateCommitRun : IAsyncLifetime
{
    /// <summary>A twentieth of it is what a commit "just under" leaves.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromSeconds(14);

    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(Met, double, AnswerForm), FaultTeam> teams = [];
    private FaultHouse? house;

    internal FaultTeam Of(Met met, double share, AnswerForm form) => teams[(met, share, form)];

    public async ValueTask InitializeAsync()
    {
        house = await FaultHouse.StartAsync(new FaultTimes(WriteTimeout, WriteTimeout + TimeSpan.FromSeconds(1), Settle, TimeSpan.FromSeconds(1)));
        foreach (var row in LateCommitTests.Cases)
        {
            var (met, share, form) = row.Data;
            var team = await house.NewTeamAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{met}-{share * 100:0}-{form}").ToLowerInvariant());
            teams[row.Data] = team;

            // In silence the client hangs up when its time is over; the simulator counts from when it fell silent.
            var late = (share * Settle) + (form == AnswerForm.Silence ? WriteTimeout : TimeSpan.Zero);
            house.Zoho.AddFault(team.Writes($"{met}s"), Outcome.LateWrite(late, answer: form));
        }

        await Task.WhenAll(teams.Values.Select(team => team.UploadAsync(FaultTeam.Missed(1))));
        await Task.WhenAll(teams.Values.Select(team => team.FinishedAsync()));

        // There are none, unless a call was ended without waiting for its own.
        await house.Zoho.CommitLateWrites();
    }

    public async ValueTask DisposeAsync()
    {
        if (house is not null)
        {
            await house.DisposeAsync();
        }
    }
}
