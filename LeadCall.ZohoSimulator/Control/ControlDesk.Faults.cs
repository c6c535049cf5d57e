using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.ZohoSimulator.Control;

/// <summary>What can be done to requests: faults, barriers, outages, late writes (FACTS 12 #7). Gone with the process.</summary>
public sealed partial class ControlDesk
{
    /// <exception cref="ArgumentException">The rule could never strike, or its outcome makes no sense; the message says which.</exception>
    public FaultState AddFault(FaultSpec spec)
    {
        Check(spec.Match);
        if (OutcomeRules.Mistake(spec.Outcome, spec.Match.Operation == RequestFacts.TokenOperation) is { } mistake)
        {
            throw new ArgumentException(mistake);
        }

        return spec.Probability is >= 0 and <= 1 && spec.Times is null or >= 1
            ? disturbances.Faults.Add(spec)
            : throw new ArgumentException("A fault's probability is 0 to 1, its times at least 1 or absent.");
    }

    /// <summary>One outcome for the next matching requests.</summary>
    public FaultState AddFault(RequestMatch match, Outcome outcome, int? times = 1) => AddFault(new FaultSpec { Match = match, Outcome = outcome, Times = times });

    /// <summary>The rules in force with their counters, spent ones included.</summary>
    public IReadOnlyList<FaultState> Faults() => disturbances.Faults.States();

    public FaultState Fault(long id) => Faults().FirstOrDefault(fault => fault.Id == id) ?? throw NoFault(id);

    /// <summary>Takes the rule away and says what it did. Delays and late writes it began go on.</summary>
    public FaultState RemoveFault(long id) => disturbances.Faults.Remove(id) ?? throw NoFault(id);

    /// <summary>Holds the next matching request, or more of them.</summary>
    public RequestBarrier Hold(RequestMatch match, Moment moment, int? requests = 1) => Hold(new BarrierSpec { Match = match, Moment = moment, Requests = requests });

    /// <exception cref="ArgumentException">It could never hold anything.</exception>
    public RequestBarrier Hold(BarrierSpec spec)
    {
        Check(spec.Match);
        return spec.Requests is null or >= 1
            ? disturbances.Barriers.Add(spec)
            : throw new ArgumentException("A barrier holds at least one request; leave requests out (null) for every one.");
    }

    public IReadOnlyList<RequestBarrier> Barriers() => disturbances.Barriers.All;

    public RequestBarrier Barrier(long id) => Barriers().FirstOrDefault(barrier => barrier.Id == id)
        ?? throw new ArgumentException($"There is no barrier {id} here. There are: {string.Join(", ", Barriers().Select(barrier => barrier.Id))}.");

    /// <summary>Takes the barrier away; what waits goes on with the outcome, by default normally.</summary>
    public Task RemoveBarrier(long id, Outcome? outcome = null)
    {
        var barrier = Barrier(id);
        var released = barrier.Open(outcome);
        disturbances.Barriers.Remove(barrier);
        return released;
    }

    /// <summary>All CRM requests of the organisation fail until it is up again (null). Its tokens are still given.</summary>
    public void SetDown(string organisation, OutageForm? form) => disturbances.Outages.SetOrganisation(Find(organisation).Key, form);

    /// <summary>All CRM and token requests of the data centre fail until it is up again (null).</summary>
    public void SetDataCentreDown(string location, OutageForm? form) => disturbances.Outages.SetDataCentre(centres.Get(location).Location, form);

    public Outages Down() => disturbances.Outages.All;

    /// <summary>Late writes that are still to come, the next first.</summary>
    public IReadOnlyList<PendingWrite> LateWrites() => disturbances.Late.Pending;

    /// <summary>Carries out now all late writes that are still to come, and says how many they were.</summary>
    public Task<int> CommitLateWrites() => disturbances.Late.CommitAll();

    /// <summary>Cancelled when the simulator stops.</summary>
    internal CancellationToken Stopping => disturbances.Stopping;

    /// <summary>A name nobody has would wait for ever without a word.</summary>
    private void Check(RequestMatch match)
    {
        disturbances.Check(match);
        _ = match.Organisation is { } organisation ? Find(organisation) : null;
        _ = match.DataCentre is { } location ? centres.Get(location) : null;
    }

    private ArgumentException NoFault(long id) =>
        new($"There is no fault {id} here. There are: {string.Join(", ", Faults().Select(fault => fault.Id))}.");
}
