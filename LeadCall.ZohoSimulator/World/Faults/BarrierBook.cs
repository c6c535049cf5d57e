using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.Crm;

namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>The barriers that stand, and a request's way past them.</summary>
internal sealed class BarrierBook(Enactment enactment, RequestLog log)
{
    private readonly Lock gate = new();
    private readonly List<RequestBarrier> barriers = [];
    private long last;

    public IReadOnlyList<RequestBarrier> All
    {
        get
        {
            lock (gate)
            {
                return [.. barriers];
            }
        }
    }

    public RequestBarrier Add(BarrierSpec spec)
    {
        lock (gate)
        {
            var barrier = new RequestBarrier(++last, spec);
            barriers.Add(barrier);
            return barrier;
        }
    }

    public void Remove(RequestBarrier barrier)
    {
        lock (gate)
        {
            barriers.Remove(barrier);
        }
    }

    public async Task<CrmAnswer> Pass(RequestFacts request, Func<Task<CrmAnswer>> write)
    {
        CrmAnswer? truth;
        if (Stop(request, Moment.Before) is { } before)
        {
            var outcome = await Released(before);
            truth = await Settled(before, () => enactment.Write(request, outcome, write));
            if (outcome != Outcome.Normal)
            {
                return await enactment.Answer(request, outcome, truth);
            }
        }
        else
        {
            truth = await write();
        }

        if (Stop(request, Moment.After) is { } after)
        {
            var outcome = await Released(after);
            after.Settle();
            return await enactment.Answer(request, outcome, truth);
        }

        return truth!;
    }

    private HeldRequest? Stop(RequestFacts request, Moment moment)
    {
        foreach (var barrier in All)
        {
            if (barrier.Stop(request, moment) is { } held)
            {
                log.Note(request.Number, $"barrier {barrier.Id}: held {(moment == Moment.Before ? "before" : "after")} its write");
                return held;
            }
        }

        return null;
    }

    private async Task<Outcome> Released(HeldRequest held)
    {
        var outcome = await held.Released;
        log.Note(held.Number, $"released: {outcome}");
        return outcome;
    }

    private static async Task<CrmAnswer?> Settled(HeldRequest held, Func<Task<CrmAnswer?>> write)
    {
        try
        {
            return await write();
        }
        finally
        {
            held.Settle();
        }
    }
}
