using System.Collections.Immutable;
using System.Globalization;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.Proof;

namespace LeadCall.EndToEnd.Tests.Sync;

/// <summary>FEATURES E14.</summary>
public sealed class SpellingTests
{
    [Fact]
    public async Task Contacts_and_Leads_are_found_in_every_spelling_and_no_second_Lead_is_made()
    {
        var numbers = new NumberPool(new Random(14));
        var known = CrmSpelling.All.Add(number => CrmSpelling.TwoInOne(number, numbers.Take(Town.Bristol)))
            .SelectMany(spell => new[] { CrmPerson.Contacts, CrmPerson.Leads }.Select(module => (module, spell)))
            .Select((entry, i) => (Number: numbers.Take((Town)(i % 3)), entry.module, entry.spell, Name: i.ToString("D2", CultureInfo.InvariantCulture)))
            .ToImmutableArray();
        var people = known.Select(entry => new CrmPerson(
            entry.module, "Known", $"Caller {entry.Name}", $"known{entry.Name}@mail.example",
            ImmutableDictionary<string, string>.Empty.Add(entry.module == CrmPerson.Leads ? "Mobile" : "WhatsApp", entry.spell(entry.Number)),
            [entry.Number.E164]));
        var calls = known.Select((entry, i) => new PlannedCall(
            "bristol-1", SmallFleet.Clock.At(9, 0).AddMinutes(5 * i), PhoneCallType.Missed, TimeSpan.Zero,
            i % 2 == 0 ? entry.Number.E164 : entry.Number.National, entry.Number.E164, $"{i}", CallStory.KnownContact));
        await using var fleet = await SmallFleet.StartAsync(people, calls);

        var result = await fleet.RunAsync();

        result.Findings.ShouldBeEmpty();
        result.Count(SyncFact.Linked).ShouldBe(known.Length / 2);
        result.Count(SyncFact.DuplicateLead).ShouldBe(known.Length / 2);
        result.Crm.Ledger.ShouldNotContain(entry => entry.Module == "Leads");
    }
}
