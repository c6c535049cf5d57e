using LeadCall.Storage.Devices;

namespace LeadCall.Grains.Devices;

/// <summary>Decides changes of role, holder and assignment from what the device stands for.</summary>
public static class DeviceChanges
{
    public const string Campaign = "campaign";
    public const string SalesRep = "sales_rep";

    public static string Name(DeviceRole role) => role switch
    {
        DeviceRole.Campaign => Campaign,
        DeviceRole.SalesRep => SalesRep,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role of a device."),
    };

    /// <summary>Leaving the campaign role ends the assignment at the same instant (FEATURES C3).</summary>
    /// <returns>The decision, and the step that ends the assignment, if one is open.</returns>
    public static (IntervalDecision Role, IntervalStep? EndOfAssignment) ChangeRole(DeviceStanding standing, DeviceRole role, DateTimeOffset from)
    {
        var decision = IntervalRules.Begin(standing.Role, Name(role), from);
        if (decision.Step is null || role == DeviceRole.Campaign || standing.Assignment is not { To: null } assignment)
        {
            return (decision, null);
        }

        return IntervalRules.End(standing.Assignment, from).Step == IntervalStep.Close
            ? (decision, IntervalStep.Close)
            : (new IntervalDecision(null, Refusals.AssignmentIsYounger(assignment.From)), null);
    }

    public static IntervalDecision ChangeHolder(DeviceStanding standing, Guid? repId, DateTimeOffset from) =>
        repId is { } rep ? IntervalRules.Begin(standing.Holder, rep, from) : IntervalRules.End(standing.Holder, from);

    /// <summary>Only a campaign phone stands for something.</summary>
    public static IntervalDecision ChangeAssignment(DeviceStanding standing, IReadOnlyList<AssignmentRow> metadata, DateTimeOffset from) =>
        standing.Role is { Value: Campaign, To: null } role && role.From <= from
            ? IntervalRules.Begin(standing.Assignment, metadata, from, SameRows.Instance)
            : new IntervalDecision(null, Refusals.NotACampaignPhone);

    private sealed class SameRows : IEqualityComparer<IReadOnlyList<AssignmentRow>>
    {
        public static readonly SameRows Instance = new();

        public bool Equals(IReadOnlyList<AssignmentRow>? x, IReadOnlyList<AssignmentRow>? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && x.SequenceEqual(y));

        public int GetHashCode(IReadOnlyList<AssignmentRow> rows) => rows.Count;
    }
}
