using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>One server on which all stories happen at the same time, each to a team of its own; each test waits for its own.</summary>
public sealed class LookalikeRun : IAsyncLifetime
{
    private static readonly Written[] Both = Enum.GetValues<Written>();

    private FaultHouse house = null!;

    internal Dictionary<(Written, Written), Task<FaultTeam>> SameSecond { get; } = [];

    internal Dictionary<Written, Task<FaultTeam>> TwoOpenTasks { get; } = [];

    internal Dictionary<(Written, int), Task<(FaultTeam Team, string TypedIn)>> TypedIn { get; } = [];

    public async ValueTask InitializeAsync()
    {
        house = await FaultHouse.StartAsync(FaultTimes.OfSeconds(10, 11, 3, 1));
        foreach (var first in Both)
        {
            TwoOpenTasks[first] = TwoOpenTasksAsync(first);
            foreach (var second in Both)
            {
                SameSecond[(first, second)] = SameSecondAsync(first, second);
            }

            foreach (var looks in new[] { 0, 1 })
            {
                TypedIn[(first, looks)] = TypedInAsync(first, looks);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        var all = Task.WhenAll([.. SameSecond.Values, .. TwoOpenTasks.Values, .. TypedIn.Values]);
        await all.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await house.DisposeAsync();
    }

    /// <summary>Two calls that differ in nothing but their phones; both lose the answer to their Task.</summary>
    private async Task<FaultTeam> SameSecondAsync(Written first, Written second)
    {
        var team = await NewTeamAsync($"same-second-{first}-{second}", phones: 2);
        Lose(team, first);
        Lose(team, second);
        var call = FaultTeam.Missed(caller: 0, TimeProvider.System.GetUtcNow().AddMinutes(-1));
        await Task.WhenAll(team.UploadAsync(0, call), team.UploadAsync(1, call));
        await team.FinishedAsync();
        return team;
    }

    /// <summary>The Task of an earlier call is open when the answer to a later one is lost.</summary>
    private async Task<FaultTeam> TwoOpenTasksAsync(Written second)
    {
        var team = await NewTeamAsync($"two-open-tasks-{second}");
        var now = TimeProvider.System.GetUtcNow();
        await team.UploadAsync(FaultTeam.Missed(caller: 0, now.AddMinutes(-2)));
        await team.FinishedAsync();
        Lose(team, second);
        await team.UploadAsync(FaultTeam.Missed(caller: 0, now.AddMinutes(-1)));
        await team.FinishedAsync();
        return team;
    }

    /// <summary>A person types in a Lead with the number while nobody knows whether ours is there: before the first look, or after it.</summary>
    private async Task<(FaultTeam Team, string TypedIn)> TypedInAsync(Written ours, int looksBefore)
    {
        var team = await NewTeamAsync($"typed-in-{ours}-{looksBefore}");
        var call = FaultTeam.Missed(caller: 0, TimeProvider.System.GetUtcNow().AddMinutes(-1));
        var barrier = house.Zoho.Hold(team.Writes("Leads"), ours == Written.Done ? Moment.After : Moment.Before);
        await team.UploadAsync(call);
        using var patience = new CancellationTokenSource(FaultTeam.Patience);
        await (await barrier.Reached(patience.Token)).Release(Outcome.AnswerLost(Fate(ours)));
        if (looksBefore > 0)
        {
            // Ours is found by the first look when it is there; otherwise a second one follows.
            await team.UntilAsync("SELECT EXISTS (SELECT FROM zoho_writes WHERE tenant_id = $1 AND step = 'lead' AND (looks = 1 OR state = 'done'))");
        }

        var typedIn = house.Zoho.Seed(team.Organisation, "Leads", new SeedRecord
        {
            Fields = new JsonObject { ["Last_Name"] = "Typed in by hand", ["Phone"] = call.NumberE164, ["Description"] = "Called the front desk." },
        });
        await team.FinishedAsync();
        return (team, typedIn[0]);
    }

    private Task<FaultTeam> NewTeamAsync(string name, int phones = 1) => house.NewTeamAsync(name.ToLowerInvariant(), phones);

    private void Lose(FaultTeam team, Written written) => house.Zoho.AddFault(team.Writes("Tasks"), Outcome.AnswerLost(Fate(written)));

    private static WriteFate Fate(Written written) => written == Written.Done ? WriteFate.Done : WriteFate.NotDone;
}
