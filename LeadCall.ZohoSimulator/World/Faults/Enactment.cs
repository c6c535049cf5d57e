using LeadCall.ZohoSimulator.Crm;

namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>Carries an outcome out. Nothing here ends because the client hung up: the write's fate was chosen, and so it is.</summary>
/// <param name="stopping">Cuts waits short when the simulator stops.</param>
internal sealed class Enactment(TimeProvider clock, LateWrites late, CancellationToken stopping)
{
    /// <summary>The write's part; null when there is no true answer (yet).</summary>
    public async Task<CrmAnswer?> Write(RequestFacts request, Outcome outcome, Func<Task<CrmAnswer>> write)
    {
        switch (outcome.Fate)
        {
            case WriteFate.NotDone:
                return null;
            case WriteFate.Late:
                late.Schedule(request, outcome.WriteAfterSeconds!.Shortest, write);
                return null;
            default:
                await Wait(outcome.WriteAfterSeconds);
                return await write();
        }
    }

    /// <summary>The answer's part.</summary>
    public async Task<CrmAnswer> Answer(RequestFacts request, Outcome outcome, CrmAnswer? truth)
    {
        await Wait(outcome.AnswerAfterSeconds);
        return Disguise.As(outcome, truth, request.IsToken);
    }

    private Task Wait(SecondsRange? length) => length is null ? Task.CompletedTask : Pause.For(length.Shortest, clock, stopping);
}
