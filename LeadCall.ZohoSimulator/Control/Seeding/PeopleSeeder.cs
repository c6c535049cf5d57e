using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Control.Seeding;

/// <summary>Makes up people with numbers spelled as they are in real CRMs. Deterministic by the plan, and written without regard to any client.</summary>
internal static class PeopleSeeder
{
    private static readonly string[] First =
    [
        "Asha", "Ravi", "Meera", "Imran", "Priya", "Sanjay", "Leela", "Arjun", "Nadia", "Vikram", "Grace", "Oliver", "Emily", "Hannah", "Lukas", "Sofia", "Mateo",
        "Chloe", "Daniel", "Amelia", "Yusuf", "Ines", "Noah", "Zara",
    ];

    private static readonly string[] Last =
    [
        "Nair", "Kapoor", "Iyer", "Shaikh", "Menon", "Desai", "Rao", "Banerjee", "Pinto", "Chawla", "Whitfield", "Barlow", "Okafor", "Lindqvist", "Brandt", "Moreau",
        "Castillo", "Hughes", "Novak", "Fischer", "Haddad", "Almeida", "Kowalski", "Sato",
    ];

    public static SeededPeople Fill(Organisation organisation, PeoplePlan plan, Func<string, SeedRecord, string> add)
    {
        var random = new Random(plan.Seed);
        var made = NumberingPlan.For(plan.Country);
        var taken = new HashSet<string>(plan.Numbers, StringComparer.Ordinal);
        var given = new Queue<string>(plan.Numbers);
        var spellings = plan.Spellings.Count > 0 ? plan.Spellings : Enum.GetValues<Spelling>();
        var total = plan.Contacts + plan.Leads;
        var start = organisation.CreatedTime.AddDays(-plan.OverDays);
        var people = new List<SeededPerson>();
        for (var i = 0; i < total; i++)
        {
            var module = i < plan.Contacts ? "Contacts" : "Leads";
            var number = given.TryDequeue(out var next) ? next : Fresh();
            var spelling = spellings[i % spellings.Count];
            var second = spelling == Spelling.TwoInOneField ? Fresh() : null;
            var stored = Speller.Spell(number, spelling == Spelling.OtherField ? spellings[random.Next(spellings.Count)] : spelling, second);
            var fields = PhoneFields(organisation, module);
            var field = spelling == Spelling.OtherField ? fields[1 + random.Next(fields.Count - 1)] : fields[0];
            var (first, last) = (First[random.Next(First.Length)], Last[random.Next(Last.Length)]);
            var id = add(module, new SeedRecord
            {
                Fields = new JsonObject { ["First_Name"] = first, ["Last_Name"] = last, [field] = stored },
                CreatedTime = start + TimeSpan.FromDays((double)plan.OverDays * i / Math.Max(1, total)),
            });
            people.Add(new SeededPerson(module, id, $"{first} {last}", number, field, stored, spelling, second));
        }

        return new SeededPeople(people);

        string Fresh()
        {
            for (var attempt = 0; attempt < 100_000; attempt++)
            {
                var number = made.MakeUp(random);
                if (taken.Add(number))
                {
                    return number;
                }
            }

            throw new ArgumentException($"{made.Country} has no more made-up numbers: {total} people were asked for. Use IN, or give the numbers.");
        }
    }

    /// <summary>Phone first, then the others, custom ones included.</summary>
    private static List<string> PhoneFields(Organisation organisation, string module) =>
        [.. organisation.Schema(module).PhoneFields.Select(field => field.ApiName).OrderBy(name => name == "Phone" ? 0 : 1)];
}
