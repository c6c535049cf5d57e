using System.Collections.Immutable;
using LeadCall.Demo.Proof;
using LeadCall.Demo.Up;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>Lets everything of the plan happen at once, waits until the rest is finished, and compares.</summary>
internal sealed class SoakRun(SoakHouse house, SoakPlan plan, TextWriter writer, TimeProvider time)
{
    private readonly SoakClock clock = new(time.GetUtcNow(), time);
    private readonly SoakTally tally = new();

    /// <exception cref="UpException">LeadCall ended although nobody killed it, or did not start again.</exception>
    public async Task<SoakReport> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = new SoakProgress(house.Database, clock, tally, writer);
        var telling = progress.TellAsync(stop.Token);
        var working = WorkAsync(progress, stop.Token);
        try
        {
            await Task.WhenAny(working, house.Server.EndedByItself);
            if (!working.IsCompleted)
            {
                throw new UpException($"LeadCall ended although nobody killed it (seed {plan.Seed}). {await house.Server.EndedByItself}");
            }

            await working;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(telling, working).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        return await CompareAsync(clock.Now - plan.Length, cancellationToken);
    }

    private async Task WorkAsync(SoakProgress progress, CancellationToken cancellationToken)
    {
        var phones = from team in house.Teams
                     from phone in team.Plan.Phones
                     let log = team.Plan.Calls.Where(call => call.Call.Phone == phone.Key)
                     select new PhoneAtWork(house.Server, phone.Key, team.Phones.TokenOf(phone), [.. log], clock, tally).RunAsync(cancellationToken);
        var desk = house.Zoho.Control;
        await Task.WhenAll(
        [
            .. phones,
            new TroubleMaker(desk, new StruckWrites(house.Database), plan, clock, tally).RunAsync(cancellationToken),
            new PeopleAtWork(desk, plan, clock, tally).RunAsync(cancellationToken),
            new Killer(desk, house.Server, plan, clock, tally).RunAsync(cancellationToken),
        ]);
        await clock.Until(plan.Length, cancellationToken);
        await writer.WriteLineAsync($"{clock.Now:hh\\:mm\\:ss}  no more calls, troubles and kills; the rest is finished");
        await progress.UntilFinishedAsync(cancellationToken);
        await desk.CommitLateWrites();
    }

    private async Task<SoakReport> CompareAsync(TimeSpan rest, CancellationToken cancellationToken)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var syncs = new List<SyncFact>();
        foreach (var team in house.Teams)
        {
            var calls = await team.Reading.ReadCallsAsync(cancellationToken);
            var rules = await team.Reading.ReadRulesAsync(cancellationToken);
            var crm = await team.Crm.ReadFactsAsync(cancellationToken);
            var users = (await team.Crm.FindAsync(cancellationToken))!.Users.ToDictionary(user => user.Email, user => user.Id);
            findings.AddRange(SoakCheck.Of(team.Plan, team.Day, calls, rules, crm, users, tally.Acts.Where(act => act.Organisation == team.Plan.Key)));
            syncs.AddRange(calls.Where(call => call.Sync is not null).Select(call => call.Sync!));
        }

        var requests = house.Zoho.Control.RequestsSince(0);
        return new SoakReport
        {
            Engine = EngineName.OfThisBuild,
            Seed = plan.Seed,
            Length = plan.Length,
            Rest = rest,
            Tenants = plan.Tenants.Length,
            Calls = plan.Tenants.Sum(tenant => tenant.Calls.Length),
            Uploads = tally.Uploads,
            UploadsWithoutAnswer = tally.Unanswered,
            Syncs = syncs.CountBy(sync => sync.Status).ToImmutableSortedDictionary(StringComparer.Ordinal),
            Failed = syncs.Where(sync => sync.Status == SyncFact.Failed).CountBy(sync => sync.ErrorCode ?? "?").ToImmutableSortedDictionary(StringComparer.Ordinal),
            Troubles = tally.Hits.ToImmutableSortedDictionary(),
            Kills = tally.Kills.ToImmutableSortedDictionary(),
            Acts = tally.Acts.CountBy(act => act.Act).ToImmutableSortedDictionary(),
            Restarts = house.Server.Starts - 1,
            LateCommits = requests.Count(request => request.Interference.Any(note => note.StartsWith("late write", StringComparison.Ordinal))),
            ZohoRequests = requests.Count,
            Findings = findings.DrainToImmutable(),
            Surprises = [.. tally.Surprises],
        };
    }
}
