using System.Collections.Immutable;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Proof;

/// <summary>Who a number belongs to, known from the story of the day and not from any matching.</summary>
public sealed class CallerTruth(IEnumerable<(CrmPerson Person, string RecordId)> people)
{
    private readonly ILookup<string, (CrmPerson Person, string RecordId)> byNumber =
        people.SelectMany(known => known.Person.Numbers.Select(number => (number, known)))
            .ToLookup(pair => pair.number, pair => pair.known);

    public Caller Of(string numberE164)
    {
        var found = byNumber[numberE164].ToImmutableArray();
        return found switch
        {
            [] => new Caller(CallerKind.New, null),
            [{ Person.PossibleOnly: false } only] => new Caller(
                only.Person.Module == CrmPerson.Contacts ? CallerKind.Contact : CallerKind.Lead, only.RecordId),
            _ => new Caller(CallerKind.Ambiguous, null),
        };
    }
}

/// <param name="RecordId">The one record of the number, if it is exactly one.</param>
public sealed record Caller(CallerKind Kind, string? RecordId);

/// <summary>The rows of the table in DESIGN 8.</summary>
public enum CallerKind
{
    New,
    Contact,
    Lead,
    Ambiguous,
}
