using System.Collections.Immutable;

namespace LeadCall.Demo.Proof;

/// <summary>What must have become of one eligible call.</summary>
/// <param name="ErrorStep">The step that must have been refused, if the status is failed.</param>
/// <param name="Errors">The errors of which one must be shown.</param>
public sealed record ExpectedSync(
    CallFact Call,
    string Status,
    string? TargetModule,
    string? TargetId,
    ImmutableArray<ExpectedRecord> Records,
    ImmutableArray<string> ErrorStep,
    ImmutableArray<ExpectedError> Errors);

/// <summary>What a failed call must show.</summary>
/// <param name="ZohosCode">Where the code is LeadCall's own: the code of Zoho that the text must begin with.</param>
public sealed record ExpectedError(string Code, string? ZohosCode = null)
{
    public bool IsShownBy(SyncFact sync)
    {
        ArgumentNullException.ThrowIfNull(sync);
        return sync.ErrorCode == Code && (ZohosCode is null || sync.ErrorText?.StartsWith($"{ZohosCode}: ", StringComparison.Ordinal) == true);
    }

    public override string ToString() => ZohosCode is null ? Code : $"{Code} ({ZohosCode}: …)";
}

/// <summary>A record that must stand in the CRM for one step of one call, with exactly these fields sent.</summary>
public sealed record ExpectedRecord(string Step, ImmutableSortedDictionary<string, FieldExpectation> Fields)
{
    public string Module => WriteFact.ModuleOf(Step);
}
