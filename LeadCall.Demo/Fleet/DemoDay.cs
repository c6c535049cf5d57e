using System.Collections.Immutable;

namespace LeadCall.Demo.Fleet;

/// <summary>
/// One day of the chain: who calls whom when, what each phone stands for, who is in the CRM, and in which requests the
/// phones upload. Date and seed decide all of it, so that the same day can be uploaded again.
/// </summary>
public sealed record DemoDay(
    DayClock Clock,
    int Seed,
    ImmutableArray<Phone> Phones,
    ChainCrm Crm,
    ImmutableArray<PlannedCall> Calls,
    ImmutableArray<PlannedUpload> Uploads)
{
    public const int DefaultSeed = 2026;

    public static DemoDay Plan(DateOnly day, int seed = DefaultSeed)
    {
        var clock = new DayClock(day, Chain.Zone);
        var random = new Random(seed);
        var numbers = new NumberPool(random);
        var phones = ChainPhones.Of(clock);
        var crm = ChainCrm.Plan(numbers, random);
        var log = new CampaignStories(clock, crm, numbers, random).Tell();
        new RepStories(clock, numbers, random).Tell(log, numbers.Given);
        var calls = log.Close();
        return new DemoDay(clock, seed, phones, crm, calls, UploadPlan.Of(phones, calls, random));
    }

    public Phone PhoneOf(PlannedCall call) => Phones.First(phone => phone.Key == call.Phone);
}
