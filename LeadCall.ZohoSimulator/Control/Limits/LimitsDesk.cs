using LeadCall.ZohoSimulator.Crm.Limits;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Control.Limits;

/// <summary>Looking at an organisation's credits and calls in flight, and changing what is left (FACTS 5). The limits themselves are switches.</summary>
public sealed class LimitsDesk
{
    private readonly Func<string, Organisation> find;
    private readonly TimeProvider clock;

    internal LimitsDesk(Func<string, Organisation> find, TimeProvider clock)
    {
        this.find = find;
        this.clock = clock;
    }

    /// <exception cref="ArgumentException">There is no such organisation.</exception>
    public Usage Usage(string organisation)
    {
        var found = find(organisation);
        return found.Usage.Read(found.Spec.Edition, LimitsOf(found), clock.GetUtcNow());
    }

    /// <exception cref="ArgumentException">A figure is negative, or more credits are to be left than there are.</exception>
    public Usage Change(string organisation, UsageChange change)
    {
        var found = find(organisation);
        var limits = LimitsOf(found);
        if (change.Left is { } left)
        {
            found.Usage.LeaveOver(Within(left, limits.CreditsWithAddOns, nameof(change.Left)), limits, clock.GetUtcNow());
        }

        found.Usage.Occupy(
            change.Occupied is { } all ? (int)Within(all, int.MaxValue, nameof(change.Occupied)) : null,
            change.ComplexOccupied is { } complex ? (int)Within(complex, int.MaxValue, nameof(change.ComplexOccupied)) : null);
        return Usage(organisation);
    }

    /// <summary>All credits are there again; counts and the most in flight begin anew.</summary>
    public Usage Refill(string organisation)
    {
        find(organisation).Usage.Refill();
        return Usage(organisation);
    }

    private static EditionLimits LimitsOf(Organisation organisation) => EditionLimits.Of(organisation.Spec, organisation.Switches);

    private static long Within(long value, long most, string name) => value >= 0 && value <= most
        ? value
        : throw new ArgumentException($"{name} is {value}; it must be 0 to {most}.");
}
