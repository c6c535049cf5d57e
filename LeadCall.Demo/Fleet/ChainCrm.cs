using System.Collections.Immutable;

namespace LeadCall.Demo.Fleet;

/// <summary>The people who were in the clinics' CRM before, written as people write them, and which of them will call.</summary>
/// <param name="People">Every record of the CRM before the day.</param>
/// <param name="Contacts">Numbers of exactly one Contact.</param>
/// <param name="Leads">Numbers of exactly one Lead.</param>
/// <param name="Ambiguous">Numbers of several records, or only possibly of one.</param>
public sealed record ChainCrm(
    ImmutableArray<CrmPerson> People,
    ImmutableArray<FictionNumber> Contacts,
    ImmutableArray<FictionNumber> Leads,
    ImmutableArray<FictionNumber> Ambiguous)
{
    private const int KnownContacts = 16;
    private const int KnownLeads = 14;
    private const int PeopleWhoNeverCall = 60;

    private static readonly string[] ContactFields = ["Phone", "Mobile", "Home_Phone", "Other_Phone", "Asst_Phone", "WhatsApp"];
    private static readonly string[] LeadFields = ["Phone", "Mobile", "WhatsApp"];

    public static ChainCrm Plan(NumberPool numbers, Random random)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        var people = new Writer(numbers, new PersonNames(random));
        var contacts = people.Known(CrmPerson.Contacts, ContactFields, KnownContacts);
        var leads = people.Known(CrmPerson.Leads, LeadFields, KnownLeads);
        var ambiguous = people.Ambiguous();
        _ = people.Known(CrmPerson.Contacts, ContactFields, PeopleWhoNeverCall / 2);
        _ = people.Known(CrmPerson.Leads, LeadFields, PeopleWhoNeverCall / 2);
        return new ChainCrm(people.Written(), contacts, leads, ambiguous);
    }

    private sealed class Writer(NumberPool numbers, PersonNames names)
    {
        private readonly ImmutableArray<CrmPerson>.Builder people = ImmutableArray.CreateBuilder<CrmPerson>();
        private int spelling;
        private int town;

        public ImmutableArray<CrmPerson> Written() => people.ToImmutable();

        /// <summary>One person per number; spellings and fields take turns, every fifth field holds a second number.</summary>
        public ImmutableArray<FictionNumber> Known(string module, string[] fields, int count)
        {
            var known = ImmutableArray.CreateBuilder<FictionNumber>(count);
            for (var i = 0; i < count; i++)
            {
                var number = NextNumber();
                known.Add(number);
                if (i % 5 == 4)
                {
                    var partner = NextNumber();
                    Add(module, fields[i % fields.Length], CrmSpelling.TwoInOne(number, partner), number.E164, partner.E164);
                }
                else
                {
                    Add(module, fields[i % fields.Length], NextSpelling(number), number.E164);
                }
            }

            return known.MoveToImmutable();
        }

        public ImmutableArray<FictionNumber> Ambiguous()
        {
            (string First, string Second)[] pairs =
            [
                (CrmPerson.Contacts, CrmPerson.Contacts), (CrmPerson.Contacts, CrmPerson.Leads), (CrmPerson.Leads, CrmPerson.Leads),
                (CrmPerson.Contacts, CrmPerson.Leads), (CrmPerson.Contacts, CrmPerson.Contacts),
            ];
            var ambiguous = ImmutableArray.CreateBuilder<FictionNumber>();
            foreach (var (first, second) in pairs)
            {
                var number = NextNumber();
                ambiguous.Add(number);
                Add(first, "Phone", NextSpelling(number), number.E164);
                Add(second, "Mobile", NextSpelling(number), number.E164);
            }

            foreach (var module in new[] { CrmPerson.Contacts, CrmPerson.Leads })
            {
                var number = NextNumber();
                ambiguous.Add(number);
                Add(module, "Phone", CrmSpelling.WithoutAreaCode(number), number.E164);
                people[^1] = people[^1] with { PossibleOnly = true };
            }

            return ambiguous.ToImmutable();
        }

        private void Add(string module, string field, string value, params ImmutableArray<string> numbers)
        {
            var (first, last) = names.Take();
            var email = $"{first}.{last}@mail.example".ToLowerInvariant();
            people.Add(new CrmPerson(module, first, last, email, ImmutableDictionary<string, string>.Empty.Add(field, value), numbers));
        }

        private FictionNumber NextNumber() => numbers.Take((Town)(town++ % Enum.GetValues<Town>().Length));

        private string NextSpelling(FictionNumber number) => CrmSpelling.All[spelling++ % CrmSpelling.All.Length](number);
    }
}
