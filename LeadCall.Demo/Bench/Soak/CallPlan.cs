using System.Collections.Immutable;
using System.Globalization;
using LeadCall.Demo.Fleet;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>Who calls a tenant's phones when.</summary>
internal sealed class CallPlan(ImmutableArray<Phone> phones, ChainCrm crm, NumberPool numbers, PeoplePlan people, DateTimeOffset start, Random random)
{
    /// <summary>Between two moments at which somebody calls, seconds.</summary>
    private const double ShortestPause = 0.4;

    private const double LongestPause = 3;

    private readonly List<FictionNumber> earlier = [];
    private readonly List<SoakCall> calls = [];
    private readonly HashSet<(string Phone, DateTimeOffset StartedAt, PhoneCallType Type, string? Number)> logged = [];
    private readonly Dictionary<string, int> rows = [];

    private enum Moment
    {
        NewCaller,
        NewCallerOnAllPhones,
        MissedTwiceInOneSecond,
        RepeatCaller,
        KnownContact,
        KnownLead,
        Ambiguous,
        Late,
        Touched,
        Withheld,
        OtherType,
    }

    /// <summary>All calls of the length, by the time at which their phones have them to upload.</summary>
    public ImmutableArray<SoakCall> Of(TimeSpan length)
    {
        for (var at = random.Between(ShortestPause, LongestPause); at < length; at += random.Between(ShortestPause, LongestPause))
        {
            Happens(Next(), at);
        }

        return [.. calls.Where(call => call.At < length).OrderBy(call => call.At)];
    }

    private Moment Next() => random.Weighted<Moment>(
    [
        (36, Moment.NewCaller), (12, Moment.NewCallerOnAllPhones), (8, Moment.MissedTwiceInOneSecond), (14, Moment.RepeatCaller), (8, Moment.KnownContact),
        (6, Moment.KnownLead), (3, Moment.Ambiguous), (8, Moment.Late), (5, Moment.Touched), (3, Moment.Withheld), (2, Moment.OtherType),
    ]);

    private void Happens(Moment moment, TimeSpan at)
    {
        switch (moment)
        {
            case Moment.NewCallerOnAllPhones:
                OnAllPhones(at);
                break;
            case Moment.MissedTwiceInOneSecond:
                var caller = random.Next(2) == 0 ? NewCaller() : EarlierCaller();
                var first = random.Next(phones.Length);
                Add(phones[first], at, caller, PhoneCallType.Missed, TimeSpan.Zero, CallStory.SameMoment);
                Add(phones[(first + 1) % phones.Length], at, caller, PhoneCallType.Missed, TimeSpan.Zero, CallStory.SameMoment);
                break;
            case Moment.Late:
                Add(AnyPhone(), at, random.Next(3) == 0 ? EarlierCaller() : NewCaller(), InboundOrMissed(), Age(), CallStory.NewCaller);
                break;
            case Moment.Touched when numbers.TryTake((Town)random.Next(3)) is { } number:
                foreach (var ring in people.Touch(number, at))
                {
                    Add(AnyPhone(), ring, number, InboundOrMissed(), TimeSpan.Zero, CallStory.NewCaller);
                }

                break;
            case Moment.Withheld:
                Add(AnyPhone(), at, number: null, InboundOrMissed(), TimeSpan.Zero, CallStory.Withheld);
                break;
            case Moment.OtherType:
                var type = random.OneOf(PhoneCallType.Outbound, PhoneCallType.Rejected, PhoneCallType.Blocked, PhoneCallType.Voicemail);
                Add(AnyPhone(), at, EarlierCaller(), type, TimeSpan.Zero, CallStory.OtherType);
                break;
            default:
                var (known, story) = CallerOf(moment);
                Add(AnyPhone(), at, known, InboundOrMissed(), TimeSpan.Zero, story);
                break;
        }
    }

    /// <summary>One new caller reaches every phone within a second (FEATURES E8).</summary>
    private void OnAllPhones(TimeSpan at)
    {
        var caller = NewCaller();
        foreach (var phone in phones)
        {
            Add(phone, at + random.Between(0, 1), caller, InboundOrMissed(), TimeSpan.Zero, CallStory.SameMoment);
        }
    }

    private (FictionNumber Number, CallStory Story) CallerOf(Moment moment) => moment switch
    {
        Moment.NewCaller => (NewCaller(), CallStory.NewCaller),
        Moment.KnownContact => (random.OneOf(crm.Contacts.AsSpan()), CallStory.KnownContact),
        Moment.KnownLead => (random.OneOf(crm.Leads.AsSpan()), CallStory.KnownLead),
        Moment.Ambiguous => (random.OneOf(crm.Ambiguous.AsSpan()), CallStory.AmbiguousCaller),
        _ => (EarlierCaller(), CallStory.RepeatCaller),
    };

    /// <summary>Somebody nobody knows; when all numbers are used up, somebody who called before.</summary>
    private FictionNumber NewCaller()
    {
        if (numbers.TryTake((Town)random.Next(3)) is not { } number)
        {
            return EarlierCaller();
        }

        earlier.Add(number);
        return number;
    }

    private FictionNumber EarlierCaller() => earlier.Count == 0 ? NewCaller() : earlier[random.Next(earlier.Count)];

    private Phone AnyPhone() => phones[random.Next(phones.Length)];

    private PhoneCallType InboundOrMissed() => random.Next(20) < 11 ? PhoneCallType.Missed : PhoneCallType.Inbound;

    /// <summary>How long the phone had no network: on either side of a day, where the lane and the source change (DESIGN 8), and never near it.</summary>
    private TimeSpan Age() => random.Next(2) == 0 ? random.Between(2 * 3600, 20 * 3600) : random.Between(26 * 3600, 70 * 3600);

    private void Add(Phone phone, TimeSpan at, FictionNumber? number, PhoneCallType type, TimeSpan age, CallStory story)
    {
        var duration = TimeSpan.FromSeconds(type == PhoneCallType.Inbound ? random.Next(60) : 0);
        var startedAt = DateTimeOffset.FromUnixTimeSeconds((start + at - age - duration).ToUnixTimeSeconds());
        var raw = number is null ? null : random.Next(3) == 0 ? number.National : number.E164;
        if (logged.Add((phone.Key, startedAt, type, number?.E164)))
        {
            var row = rows[phone.Key] = rows.GetValueOrDefault(phone.Key) + 1;
            calls.Add(new SoakCall(at, new PlannedCall(
                phone.Key, startedAt, type, duration, raw, number?.E164, row.ToString(CultureInfo.InvariantCulture), story)));
        }
    }
}
