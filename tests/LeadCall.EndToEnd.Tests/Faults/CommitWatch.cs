using System.Text.RegularExpressions;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>On which side of a commit the process ends.</summary>
public enum Side
{
    /// <summary>The statement has not reached PostgreSQL.</summary>
    Before,

    /// <summary>It is committed, and the process does not know.</summary>
    After,
}

/// <summary>
/// Counts the commits that one call's way consists of: statements of one tenant that write the tables of a call. What the engine writes
/// about itself (reminders, the device's activity) comes by the clock, and is not of the call.
/// </summary>
/// <param name="at">The commit at which it strikes, from 1; 0 = never, only count.</param>
/// <param name="strike">Kills the process.</param>
internal sealed partial class CommitWatch(Guid tenantId, int at, Side side, Action strike)
{
    private readonly Lock gate = new();
    private readonly byte[] tenant = tenantId.ToByteArray(bigEndian: true);
    private readonly List<string> seen = [];
    private readonly TaskCompletionSource<string> struck = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was counted so far, each named by what it writes.</summary>
    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (gate)
            {
                return [.. seen];
            }
        }
    }

    /// <summary>The commit at which the process was killed.</summary>
    public Task<string> Struck => struck.Task;

    public bool HasStruck { get; private set; }

    /// <summary>What a statement writes, null when that is none of a call's tables.</summary>
    public static string? WhatItWrites(string statement)
    {
        var parts = Writing().Matches(statement).Select(match => Spaces().Replace(match.Value, " ")).ToArray();
        return parts.Length == 0 ? null : string.Join(" + ", parts);
    }

    public bool IsOfTenant(WireMessage message) => message.Contains(tenant);

    /// <summary>A statement is about to be sent on.</summary>
    public Verdict OnStatement(string what)
    {
        lock (gate)
        {
            seen.Add(what);
            return seen.Count != at ? Verdict.Pass : side == Side.Before ? Strike(what) : Verdict.StrikeWhenDone;
        }
    }

    /// <summary>The statement that was let through for it is committed.</summary>
    public void OnCommitted(string what)
    {
        lock (gate)
        {
            Strike(what);
        }
    }

    private Verdict Strike(string what)
    {
        HasStruck = true;
        strike();
        struck.TrySetResult(what);
        return Verdict.Struck;
    }

    [GeneratedRegex(@"\b(INSERT INTO|UPDATE|DELETE FROM)\s+(calls|call_syncs|sync_attempts|sync_candidates|zoho_writes|callers|crm_phones|crm_watermarks)\b(\s+(w|s)\b)?(\s+SET\s+state = '\w+')?")]
    private static partial Regex Writing();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

/// <summary>What becomes of a statement on its way.</summary>
internal enum Verdict
{
    Pass,

    /// <summary>It goes on; its answer must not.</summary>
    StrikeWhenDone,

    /// <summary>The process is dead; the statement goes nowhere.</summary>
    Struck,
}
