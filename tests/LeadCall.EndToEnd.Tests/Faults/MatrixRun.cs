using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>Which write is met.</summary>
public enum Met
{
    Lead,
    Call,
    Task,
}

/// <summary>Whether Zoho carried the write out.</summary>
public enum Written
{
    Done,
    NotDone,
}

/// <summary>Who else is in the request.</summary>
public enum Company
{
    Alone,
    NineStrangers,
}

/// <summary>How LeadCall comes not to know.</summary>
public enum Cut
{
    AnswerLost,
    Kill9,
}

/// <summary>
/// All cases at once: those that lose their answer on one server, those that are killed on another, each case with a team of its own. What
/// a case found is asserted by its own test.
/// </summary>
public sealed class MatrixRun : IAsyncLifetime
{
    private const int BatchSize = 10;

    private static readonly (string, string)[] Batches =
    [
        // Ten calls make a crowd whose writes wait for each other; a lone call's go at once.
        ("Sync__Queue__CrowdFrom", "10"), ("Sync__Connection__BatchSize", "10"), ("Sync__Connection__Linger", "00:00:05"),
    ];

    private readonly Dictionary<(Met, Written, Company, Cut), MatrixCase> cases = [];
    private readonly List<FaultHouse> houses = [];

    public async ValueTask InitializeAsync() => await Task.WhenAll(RunAsync(Cut.AnswerLost), RunAsync(Cut.Kill9));

    public async ValueTask DisposeAsync()
    {
        foreach (var house in houses)
        {
            await house.DisposeAsync();
        }
    }

    internal MatrixCase Of(Met met, Written written, Company company, Cut cut) => cases[(met, written, company, cut)];

    private async Task RunAsync(Cut cut)
    {
        // A request must outlive the time until all of them stand at their barriers.
        var times = cut == Cut.Kill9 ? FaultTimes.OfSeconds(20, 21, 3, 1) : FaultTimes.OfSeconds(20, 21, 4, 1);
        var house = await FaultHouse.StartAsync(times, Batches);
        lock (cases)
        {
            houses.Add(house);
        }

        var mine = new List<MatrixCase>();
        foreach (var met in Enum.GetValues<Met>())
        {
            foreach (var written in Enum.GetValues<Written>())
            {
                foreach (var company in Enum.GetValues<Company>())
                {
                    var team = await house.NewTeamAsync($"{met}-{written}-{company}-{cut}".ToLowerInvariant());
                    var one = new MatrixCase(team, met, written, company == Company.Alone ? 1 : BatchSize);
                    mine.Add(one);
                    lock (cases)
                    {
                        cases[(met, written, company, cut)] = one;
                    }
                }
            }
        }

        await (cut == Cut.Kill9 ? KillAsync(house, mine) : Task.WhenAll(mine.Select(LoseAnswerAsync)));
        await Task.WhenAll(mine.Select(one => one.Team.FinishedAsync()));
    }

    private static async Task LoseAnswerAsync(MatrixCase one)
    {
        await one.ReachAsync();
        await one.ReleaseAsync();
    }

    private static async Task KillAsync(FaultHouse house, List<MatrixCase> all)
    {
        await Task.WhenAll(all.Select(one => one.ReachAsync()));
        await Task.WhenAll(all.Select(one => one.NothingElseIsUnderWayAsync()));
        house.Server.Kill();
        await house.Server.ExitedAsync(FaultTeam.Patience);
        await Task.WhenAll(all.Select(one => one.ReleaseAsync()));
        await house.StartServerAsync();
    }
}

/// <summary>One case: its team, and the request that was held for it.</summary>
internal sealed class MatrixCase(FaultTeam team, Met met, Written written, int calls)
{
    public FaultTeam Team => team;

    public int Calls => calls;

    /// <summary>Null when the run did not come so far.</summary>
    public HeldRequest? Held { get; private set; }

    /// <summary>Uploads, and waits until the request stands at its barrier: after its write, or before it.</summary>
    public async Task ReachAsync()
    {
        var barrier = team.House.Zoho.Hold(team.Writes($"{met}s"), written == Written.Done ? Moment.After : Moment.Before);
        await team.UploadAsync(FaultTeam.Missed(calls));
        using var patience = new CancellationTokenSource(FaultTeam.Patience);
        Held = await barrier.Reached(patience.Token);
    }

    /// <summary>The Call and the Task of a call travel at the same time: waits until the one that is not held has arrived.</summary>
    public Task NothingElseIsUnderWayAsync() => met == Met.Lead ? Task.CompletedTask : team.UntilAsync($"""
        SELECT count(*) = {calls} FROM zoho_writes WHERE tenant_id = $1 AND step = '{(met == Met.Call ? "task" : "call")}' AND state = 'done'
        """);

    /// <summary>The answer never comes; if its client was killed there is nobody to miss it.</summary>
    public Task ReleaseAsync() => Held!.Release(Outcome.AnswerLost(written == Written.Done ? WriteFate.Done : WriteFate.NotDone));
}
