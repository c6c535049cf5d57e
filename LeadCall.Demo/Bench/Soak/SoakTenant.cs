using System.Collections.Immutable;
using System.Globalization;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>A tenant of the soak: its phones, who is in its CRM, and its calls. All tenants are called by the same numbers.</summary>
/// <param name="Key">Of its organisation in the simulator.</param>
/// <param name="Acts">What its people do in the CRM meanwhile.</param>
internal sealed record SoakTenant(
    string Key, string DataCentre, DemoTenant Tenant, ImmutableArray<Phone> Phones, ChainCrm Crm, ImmutableArray<SoakCall> Calls, ImmutableArray<PlannedAct> Acts)
{
    private static readonly string[] Labels = ["Reception", "Van", "Kiosk"];

    /// <param name="dice">The dice of a concern of this tenant.</param>
    public static SoakTenant Plan(int number, string dataCentre, TimeSpan length, DateTimeOffset start, Func<string, Random> dice)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"soak-{number}");
        var people = dice("people");
        var numbers = new NumberPool(people);
        var crm = ChainCrm.Plan(numbers, people);
        ImmutableArray<Phone> phones = [.. Labels.Select((label, i) => PhoneOf(key, label, i, start))];
        var work = new PeoplePlan(key, dice("people at work"));
        var calls = new CallPlan(phones, crm, numbers, work, start, dice("calls")).Of(length);
        var tenant = new DemoTenant(
            Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"01980000-0000-7000-8000-0000000050a{number}")),
            $"{Chain.Name} {number}",
            [new Manager($"admin@{key}.example", "Nia Bevan", "admin")]);
        return new SoakTenant(key, dataCentre, tenant, phones, crm, calls, [.. work.Acts.Where(act => act.At < length)]);
    }

    /// <summary>The tenant as a day of the demo fleet, for the parts that set it up and compare it.</summary>
    public DemoDay Day(int seed) => new(
        new DayClock(DayClock.LatestFinishedDay(Calls[0].Call.StartedAt, Chain.Zone), Chain.Zone), seed, Phones, Crm, [.. Calls.Select(call => call.Call)], []);

    /// <summary>Each phone changed its source and its holder a day before the soak, so that late calls lie on both sides.</summary>
    private static Phone PhoneOf(string key, string label, int index, DateTimeOffset start)
    {
        var (since, changed) = (start.AddDays(-10), start.AddDays(-1));
        Rep[] reps = [Chain.Gwen, Chain.Sian, Chain.Aled, Chain.Maya];
        return new Phone($"{key}-{index + 1}", label, (Town)(index % 3), PhonePart.Campaign)
        {
            Roles = new([new(since, ChainPhones.Campaign)]),
            Holders = new([new(since, reps[index % reps.Length]), new(changed, reps[(index + 1) % reps.Length])]),
            Sources = new([new(since, Before(label)), new(changed, After(label, index))]),
        };
    }

    private static Source Before(string label) => Source.Of((ChainPhones.LeadSource, "Flyer"), (ChainPhones.CampaignName, $"{label} autumn"));

    private static Source After(string label, int index) => Source.Of(
        (ChainPhones.LeadSource, "Google Ads"),
        (ChainPhones.CampaignName, $"{label} winter"),
        (ChainPhones.Branch, "Bristol"),
        (ChainPhones.PosterNumber, (index + 1).ToString(CultureInfo.InvariantCulture)));
}

/// <summary>A call and when its phone has it to upload.</summary>
/// <param name="At">From the start of the soak on.</param>
internal sealed record SoakCall(TimeSpan At, PlannedCall Call);
