namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>The fault rules in force, oldest first.</summary>
internal sealed class FaultBook
{
    private readonly Lock gate = new();
    private readonly List<FaultRule> rules = [];
    private long last;

    public FaultState Add(FaultSpec spec)
    {
        lock (gate)
        {
            var rule = new FaultRule(++last, spec);
            rules.Add(rule);
            return rule.State;
        }
    }

    /// <summary>Takes the rule away and says what it did; null when there is none of that id.</summary>
    public FaultState? Remove(long id)
    {
        lock (gate)
        {
            var rule = rules.Find(rule => rule.Id == id);
            return rule is not null && rules.Remove(rule) ? rule.State : null;
        }
    }

    public IReadOnlyList<FaultState> States()
    {
        lock (gate)
        {
            return [.. rules.Select(rule => rule.State)];
        }
    }

    /// <summary>The first rule that strikes the request, and with what.</summary>
    public (long Id, Outcome Outcome)? Strike(RequestFacts request)
    {
        lock (gate)
        {
            foreach (var rule in rules)
            {
                if (rule.Strike(request) is { } outcome)
                {
                    return (rule.Id, outcome);
                }
            }

            return null;
        }
    }
}
