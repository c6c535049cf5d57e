using System.Collections.Immutable;

namespace LeadCall.Demo.Fleet;

/// <summary>A phone of the fleet with all it stood for.</summary>
public sealed record Phone(string Key, string Label, Town Town, PhonePart Part)
{
    /// <summary>The handset's own id: enrolling it again gives the same device.</summary>
    public string InstallId => $"demo-{Key}";

    /// <summary><c>campaign</c> or <c>sales_rep</c>, as the API spells it.</summary>
    public Timeline<string> Roles { get; init; } = Timeline<string>.Empty;

    public Timeline<Rep> Holders { get; init; } = Timeline<Rep>.Empty;

    public Timeline<Source> Sources { get; init; } = Timeline<Source>.Empty;

    /// <summary>No network from then until the evening: everything since is uploaded late (FEATURES C2).</summary>
    public DateTimeOffset? OfflineSince { get; init; }
}

/// <summary>What a phone is for on the demo day.</summary>
public enum PhonePart
{
    Campaign,
    SalesRep,

    /// <summary>Enrolled, but nobody said what it is.</summary>
    NeedsSetup,

    /// <summary>Set up, but never heard from.</summary>
    Silent,
}

/// <summary>What a campaign phone stands for: metadata rows in the order the manager typed them (FEATURES C4).</summary>
public sealed record Source(ImmutableArray<SourceRow> Rows)
{
    public static Source Of(params (string Name, string Value)[] rows) =>
        new([.. rows.Select(row => new SourceRow(row.Name, row.Value))]);
}

public sealed record SourceRow(string Name, string Value);

/// <summary>A sales person of the chain.</summary>
/// <param name="ZohoEmail">The Zoho user the rep is mapped to (FEATURES E7); null = not mapped.</param>
public sealed record Rep(Guid Id, string Name, string? ZohoEmail);
