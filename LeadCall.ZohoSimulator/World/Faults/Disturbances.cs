using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.Crm;
using LeadCall.ZohoSimulator.Crm.Schema;

namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>Everything that can happen to a request on its way: outages, faults, barriers, late writes. None of it survives a restart.</summary>
internal sealed class Disturbances : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Enactment enactment;
    private readonly RequestLog log;
    private readonly IReadOnlyCollection<string> operations;

    /// <param name="operations">The addresses a match may name.</param>
    public Disturbances(TimeProvider clock, RequestLog log, IReadOnlyCollection<string> operations)
    {
        this.log = log;
        this.operations = operations;
        Late = new LateWrites(clock, log);
        enactment = new Enactment(clock, Late, stopping.Token);
        Barriers = new BarrierBook(enactment, log);
    }

    public FaultBook Faults { get; } = new();

    public BarrierBook Barriers { get; }

    public OutageBook Outages { get; } = new();

    public LateWrites Late { get; }

    /// <summary>Cancelled when the simulator stops.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>The request's way through the faults, then past the barriers, to its write.</summary>
    public async Task<CrmAnswer> Around(RequestFacts request, Func<Task<CrmAnswer>> write)
    {
        if (Faults.Strike(request) is not var (id, outcome))
        {
            return await Barriers.Pass(request, write);
        }

        log.Note(request.Number, $"fault {id}: {outcome}");
        var truth = await enactment.Write(request, outcome, () => Barriers.Pass(request, write));
        return await enactment.Answer(request, outcome, truth);
    }

    /// <summary>The answer of a place that is down; null when it is up.</summary>
    public CrmAnswer? Down(long number, OutageForm? form, string place, bool token = false)
    {
        if (form is null)
        {
            return null;
        }

        log.Note(number, $"down: {place}");
        return form == OutageForm.Reset ? CrmAnswer.Reset : Disguise.Error(StatusCodes.Status503ServiceUnavailable, token);
    }

    /// <exception cref="ArgumentException">It could never match.</exception>
    public void Check(RequestMatch match)
    {
        if (match.Mistake(operations, [.. ModuleKind.All.Select(kind => kind.ApiName)]) is { } mistake)
        {
            throw new ArgumentException(mistake);
        }
    }

    /// <summary>Lets go of whatever waits, so that the host can stop: held writes are discarded, silences and delays end.</summary>
    public void Stop()
    {
        stopping.Cancel();
        foreach (var barrier in Barriers.All)
        {
            barrier.GiveUp();
        }
    }

    /// <summary>Late writes are carried out before the data is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await Late.CommitAll();
    }
}
