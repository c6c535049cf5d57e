using System.Text.Json;

namespace LeadCall.ZohoSimulator.World;

/// <summary>One thing that was done to a record through the public API. The ledger is the list of them, in order.</summary>
public sealed record LedgerEntry
{
    public required long Number { get; init; }

    public required string Organisation { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string RequestId { get; init; }

    /// <summary><c>create</c>, <c>update</c>, <c>delete</c> or <c>link</c>.</summary>
    public required string Action { get; init; }

    public required string Module { get; init; }

    public required string RecordId { get; init; }

    /// <summary>The user behind the token.</summary>
    public required string UserId { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The request's <c>trigger</c>; null = it was absent, so everything of the tenant's runs (FACTS 3.1).</summary>
    public IReadOnlyList<string>? Trigger { get; init; }

    /// <summary>The item as it was sent, unknown and ignored fields included.</summary>
    public JsonElement Sent { get; init; }

    /// <summary>The record right after it, all fields, dates in UTC; absent after a delete.</summary>
    public JsonElement? Stored { get; init; }
}
