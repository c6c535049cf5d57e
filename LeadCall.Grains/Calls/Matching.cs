using System.Collections.Immutable;
using LeadCall.Grains.Zoho;

namespace LeadCall.Grains.Calls;

/// <summary>What the records found for a number mean (DESIGN 8). Exact matches decide; possible ones alone are for a person.</summary>
public abstract record MatchVerdict
{
    private MatchVerdict()
    {
    }

    public sealed record Nobody : MatchVerdict;

    public sealed record OneContact(CrmCandidate Contact) : MatchVerdict;

    public sealed record OneLead(CrmCandidate Lead) : MatchVerdict;

    public sealed record Ambiguous(ImmutableArray<CrmCandidate> Candidates) : MatchVerdict;

    /// <param name="candidates">Read back from the CRM: none is converted or gone. One record may be there once per matching field.</param>
    public static MatchVerdict Of(ImmutableArray<CrmCandidate> candidates)
    {
        var records = candidates
            .GroupBy(candidate => (candidate.Module, candidate.RecordId))
            .Select(found => found.FirstOrDefault(candidate => !candidate.PossibleOnly) ?? found.First())
            .ToImmutableArray();
        var exact = records.RemoveAll(record => record.PossibleOnly);
        return exact switch
        {
            [] when records is [] => new Nobody(),
            [] => new Ambiguous(records),
            [{ Module: CrmModule.Contacts } contact] => new OneContact(contact),
            [{ Module: CrmModule.Leads } lead] => new OneLead(lead),
            _ => new Ambiguous(exact),
        };
    }
}
