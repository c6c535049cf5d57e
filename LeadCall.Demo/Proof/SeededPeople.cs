using System.Collections.Immutable;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Proof;

/// <summary>Finds the people who were in the CRM before, by what was written down for them, and sees to it that nobody changed them (FEATURES E0).</summary>
public sealed record SeededPeople(
    ImmutableArray<(CrmPerson Person, string RecordId)> Known, ImmutableArray<HeldRecord> Others, ImmutableArray<Finding> Findings)
{
    public static SeededPeople Find(IEnumerable<CrmPerson> people, IEnumerable<HeldRecord> held)
    {
        ArgumentNullException.ThrowIfNull(people);
        var byEmail = held.ToLookup(record => (record.Module, Email: record.Text("Email") ?? ""));
        var others = held.ToHashSet();
        var known = ImmutableArray.CreateBuilder<(CrmPerson, string)>();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var person in people)
        {
            var about = $"{person.Module} {person.FirstName} {person.LastName}";
            if (byEmail[(person.Module, person.Email)].FirstOrDefault() is not { } record)
            {
                findings.Add(new Finding(FindingKind.Missing, about, null, null, "the person who was in the CRM before the day", null));
                continue;
            }

            others.Remove(record);
            known.Add((person, record.Id));
            findings.AddRange(
                from field in person.PhoneFields.Add("Last_Name", person.LastName).Add("First_Name", person.FirstName)
                where record.Text(field.Key) != field.Value
                select new Finding(FindingKind.Differs, about, null, field.Key, field.Value, record.Text(field.Key) ?? "nothing"));
        }

        return new SeededPeople(known.ToImmutable(), [.. others], findings.ToImmutable());
    }
}
