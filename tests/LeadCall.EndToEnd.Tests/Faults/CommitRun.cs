using LeadCall.Demo.Fleet;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>
/// Kills the server at every commit of one missed call of a new caller: one chain of deaths before the commits, one of deaths after them.
/// A chain has one database; each death has a team of its own, and the server that comes back goes on with the calls of those before.
/// </summary>
public sealed class CommitRun : IAsyncLifetime
{
    /// <summary>From the upload to the final status. The test of the table says when there are more or fewer.</summary>
    public const int Commits = 14;

    private readonly Dictionary<(int, Side), CommitDeath> deaths = [];
    private readonly List<FaultHouse> houses = [];

    /// <summary>What an undisturbed call commits, in order, on the server of each chain.</summary>
    internal List<IReadOnlyList<string>> Undisturbed { get; } = [];

    internal IEnumerable<CommitDeath> Deaths => deaths.Values;

    public async ValueTask InitializeAsync() => await Task.WhenAll(RunAsync(Side.Before), RunAsync(Side.After));

    public async ValueTask DisposeAsync()
    {
        foreach (var house in houses)
        {
            await house.DisposeAsync();
        }
    }

    internal CommitDeath Of(int commit, Side side) => deaths[(commit, side)];

    private async Task RunAsync(Side side)
    {
        CommitRelay? relay = null;
        var house = await FaultHouse.StartAsync(FaultTimes.OfSeconds(5, 6, 2, 1), connectionString =>
        {
            relay = new CommitRelay(connectionString);
            return (relay.ConnectionString, relay);
        });
        lock (houses)
        {
            houses.Add(house);
        }

        var seen = await UndisturbedAsync(house, relay!, side);
        lock (Undisturbed)
        {
            Undisturbed.Add(seen);
        }

        var mine = new List<CommitDeath>();
        for (var commit = 1; commit <= Commits; commit++)
        {
            var death = new CommitDeath(await NewTeamAsync(house, $"{side}-{commit}"), commit, side);
            mine.Add(death);
            lock (deaths)
            {
                deaths[(commit, side)] = death;
            }

            await death.DieAsync(relay!);
        }

        // What was put off when its server died is not due yet: the queue sets its alarm when it is looked at.
        await Task.WhenAll(mine.Select(death => death.Team.ConnectAsync()));
        await Task.WhenAll(mine.Select(death => death.Team.FinishedAsync()));
    }

    private static async Task<IReadOnlyList<string>> UndisturbedAsync(FaultHouse house, CommitRelay relay, Side side)
    {
        var team = await NewTeamAsync(house, $"{side}-undisturbed");
        var watch = new CommitWatch(team.Id, at: 0, side, () => { });
        relay.Watch(watch);
        await team.UploadAsync(CommitDeath.NewCall);
        await team.FinishedAsync();
        relay.Watch(null);
        return watch.Seen;
    }

    /// <summary>A team with one finished call: what reading the CRM for the first time writes is over then.</summary>
    private static async Task<FaultTeam> NewTeamAsync(FaultHouse house, string name)
    {
        var team = await house.NewTeamAsync(name.ToLowerInvariant());
        await team.UploadAsync(FaultTeam.Missed(1));
        await team.FinishedAsync();
        return team;
    }
}

/// <summary>One death of the server and the call it met.</summary>
internal sealed class CommitDeath(FaultTeam team, int commit, Side side)
{
    /// <summary>Of a caller who has not called before.</summary>
    public static PlannedCall NewCall => FaultTeam.Missed(caller: 1, TimeProvider.System.GetUtcNow().AddMinutes(-1));

    public FaultTeam Team => team;

    /// <summary>What the statement wrote; null when the call ended without a statement of that number.</summary>
    public string? StruckAt { get; private set; }

    /// <summary>The phone got its answer; otherwise it has sent the call once more.</summary>
    public bool Acknowledged { get; private set; }

    /// <summary>Uploads, lets the server die at the commit, and starts it again.</summary>
    public async Task DieAsync(CommitRelay relay)
    {
        var server = team.House.Server;
        var watch = new CommitWatch(team.Id, commit, side, server.Kill);
        relay.Watch(watch);
        var call = NewCall;
        try
        {
            await team.UploadAsync(call);
            Acknowledged = true;
        }
        catch (HttpRequestException)
        {
            // The server died before it answered.
        }

        await Task.WhenAny(watch.Struck, team.FinishedAsync());
        if (!watch.HasStruck)
        {
            relay.Watch(null);
            return;
        }

        StruckAt = await watch.Struck;
        await server.ExitedAsync(FaultTeam.Patience);
        relay.Watch(null);
        await team.House.StartServerAsync();
        if (!Acknowledged)
        {
            await team.UploadAsync(call);
        }
    }
}
