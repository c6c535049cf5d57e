namespace LeadCall.Storage.Devices;

/// <summary>What a device stood for during <c>[From, To)</c>.</summary>
/// <param name="To">Null while it lasts.</param>
public sealed record Interval<T>(T Value, DateTimeOffset From, DateTimeOffset? To)
{
    public bool Covers(DateTimeOffset instant) => instant >= From && (To is null || instant < To);
}

/// <summary>The latest interval of each kind; null where there never was one.</summary>
/// <param name="Role"><c>campaign</c> or <c>sales_rep</c>.</param>
/// <param name="Holder">Id of the rep.</param>
/// <param name="Assignment">The metadata rows.</param>
public sealed record DeviceStanding(
    Interval<string>? Role, Interval<Guid>? Holder, Interval<IReadOnlyList<AssignmentRow>>? Assignment);

/// <summary>All that a device ever stood for, oldest first.</summary>
public sealed record DeviceHistory(
    IReadOnlyList<Interval<string>> Roles, IReadOnlyList<Interval<Guid>> Holders, IReadOnlyList<Interval<IReadOnlyList<AssignmentRow>>> Assignments);

/// <summary>One metadata row of an assignment (FEATURES C4).</summary>
public sealed record AssignmentRow(string Name, string Value);

/// <summary>What a change does to the intervals of one kind.</summary>
public enum IntervalStep
{
    /// <summary>Nothing was open: begin one.</summary>
    Open,

    /// <summary>End the open one and begin the next at the same instant.</summary>
    CloseAndOpen,

    /// <summary>The open one began at this very instant: it gets the new value.</summary>
    Replace,

    /// <summary>End the open one; nothing follows.</summary>
    Close,

    /// <summary>The open one began at this very instant and nothing takes its place.</summary>
    Remove,
}

/// <param name="At">When the change takes effect.</param>
/// <param name="OpenSince">Start of the open interval the change was decided on; null when there was none.</param>
public sealed record IntervalChange(IntervalStep Step, DateTimeOffset At, DateTimeOffset? OpenSince, string SetBy);
