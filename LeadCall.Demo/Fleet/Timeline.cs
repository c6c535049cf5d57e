using System.Collections.Immutable;

namespace LeadCall.Demo.Fleet;

/// <summary>A value that holds from an instant until the next one of its timeline begins.</summary>
public sealed record Since<T>(DateTimeOffset From, T Value);

/// <summary>What was true when: the fleet's own account of roles, holders and sources, beside which the database's is put.</summary>
public sealed record Timeline<T>(ImmutableArray<Since<T>> Entries)
    where T : class
{
    public static readonly Timeline<T> Empty = new([]);

    /// <summary>The value that held at an instant; null before the first.</summary>
    public T? At(DateTimeOffset instant) => Entries.LastOrDefault(entry => entry.From <= instant)?.Value;

    /// <summary>True if another value holds at the end of a span than at its beginning.</summary>
    public bool ChangesBetween(DateTimeOffset first, DateTimeOffset last) =>
        Entries.Any(entry => entry.From > first && entry.From <= last);
}
