using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>Kills LeadCall at the planned moments and starts it again.</summary>
internal sealed class Killer(ControlDesk zoho, SoakServer server, SoakPlan plan, SoakClock clock, SoakTally tally)
{
    /// <summary>When no write comes along for so long, LeadCall is killed without one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Ends when LeadCall runs again after the last kill.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var kill in plan.Kills)
        {
            await clock.Until(kill.At, cancellationToken);
            await (kill.Moment == KillMoment.Any ? KillAsync(KillMoment.Any) : KillAtWriteAsync(kill.Moment, cancellationToken));
            await server.StartAsync(cancellationToken);
        }
    }

    private async Task KillAtWriteAsync(KillMoment moment, CancellationToken cancellationToken)
    {
        var barrier = zoho.Hold(new RequestMatch { WritesOnly = true }, moment == KillMoment.BeforeWrite ? Moment.Before : Moment.After);
        var reached = barrier.Reached(cancellationToken);
        await Task.WhenAny(reached, Task.Delay(Patience, clock.Time, cancellationToken));
        await KillAsync(reached.IsCompletedSuccessfully ? moment : KillMoment.Any);

        // Nobody is left to hear an answer: a write held before it is lost with its sender, one held after it stays.
        await zoho.RemoveBarrier(barrier.Id, Outcome.AnswerLost(moment == KillMoment.BeforeWrite ? WriteFate.NotDone : WriteFate.Done));
    }

    private async Task KillAsync(KillMoment moment)
    {
        await server.KillAsync();
        tally.Killed(moment);
    }
}
