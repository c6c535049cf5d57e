using System.Collections.Immutable;

namespace LeadCall.Demo.Proof;

/// <summary>What must have become of one eligible call.</summary>
/// <param name="ErrorStep">The step that must have been refused, if the status is failed.</param>
/// <param name="ErrorCodes">Zoho's codes of which one must be shown.</param>
public sealed record ExpectedSync(
    CallFact Call,
    string Status,
    string? TargetModule,
    string? TargetId,
    ImmutableArray<ExpectedRecord> Records,
    ImmutableArray<string> ErrorStep,
    ImmutableArray<string> ErrorCodes);

/// <summary>A record that must stand in the CRM for one step of one call, with exactly these fields sent.</summary>
public sealed record ExpectedRecord(string Step, ImmutableSortedDictionary<string, FieldExpectation> Fields)
{
    public string Module => WriteFact.ModuleOf(Step);
}
