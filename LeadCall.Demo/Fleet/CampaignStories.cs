namespace LeadCall.Demo.Fleet;

/// <summary>What happens on the campaign phones: every kind of call the day must hold.</summary>
public sealed class CampaignStories(DayClock clock, ChainCrm crm, NumberPool numbers, Random random)
{
    private static readonly TimeSpan Opening = new(7, 30, 0);
    private static readonly TimeSpan Closing = new(19, 40, 0);
    private static readonly string[] Phones = ["bristol-1", "bristol-2", "cardiff-1", "cardiff-2", "reading-1"];
    private static readonly string[] ShortCodes = ["1571", "150", "60075", "85258", "123", "777"];
    private readonly SlotBook slots = new(clock, random);
    private readonly CallLog log = new(random);

    /// <summary>Writes the whole day of the campaign phones.</summary>
    public CallLog Tell()
    {
        ThreePhonesAtOnce();
        AtTheEdgesOfDuration();
        WhileBenHolds();
        WhileIslaHolds();
        BeforeBranchIsKnown();
        WithoutNetwork();
        NewAndRepeatCallers();
        People();
        WithoutNumber();
        OfOtherTypes();
        return log;
    }

    private void ThreePhonesAtOnce()
    {
        (TimeSpan At, PhoneCallType[] Types)[] moments =
        [
            (new(9, 36, 10), [PhoneCallType.Missed, PhoneCallType.Missed, PhoneCallType.Missed]),
            (new(16, 12, 40), [PhoneCallType.Inbound, PhoneCallType.Missed, PhoneCallType.Missed]),
        ];
        string[] phones = ["bristol-1", "cardiff-1", "reading-1"];
        foreach (var (at, types) in moments)
        {
            var caller = numbers.Take(Town.Bristol);
            for (var i = 0; i < phones.Length; i++)
            {
                slots.Reserve(phones[i], at);
                log.Add(phones[i], clock.At(at + TimeSpan.FromSeconds(i)), types[i], caller, CallStory.SameMoment);
            }
        }
    }

    /// <summary>Answered for less than a second, and for longer than an hour (FACTS 3.5).</summary>
    private void AtTheEdgesOfDuration()
    {
        log.Add("bristol-2", clock.At(6, 40), PhoneCallType.Inbound, numbers.Take(Town.Bristol), CallStory.NewCaller, TimeSpan.Zero);
        log.Add("cardiff-2", clock.At(6, 5), PhoneCallType.Inbound, numbers.Take(Town.Cardiff), CallStory.NewCaller, new TimeSpan(1, 15, 5));
    }

    private void WhileBenHolds() => RefusedFor(ChainPhones.BenHolds, 4, CallStory.RefusedForOwner);

    private void WhileIslaHolds() => RefusedFor(ChainPhones.IslaHolds, 3, CallStory.RefusedForRight);

    /// <summary>New callers while "Reading 1" is held by somebody for whom Zoho refuses Leads.</summary>
    private void RefusedFor((TimeSpan From, TimeSpan To) held, int callers, CallStory story)
    {
        const string phone = "reading-1";
        for (var i = 0; i < callers; i++)
        {
            log.Add(phone, slots.Take(phone, held.From, held.To), InboundOrMissed(i), numbers.Take(Town.Reading), story);
        }

        // The rest of that time stays quiet: who calls then would be refused too.
        for (var at = held.From; at < held.To; at += TimeSpan.FromMinutes(1))
        {
            slots.Reserve(phone, at);
        }
    }

    private void BeforeBranchIsKnown()
    {
        for (var i = 0; i < 9; i++)
        {
            var at = slots.Take("reading-2", Opening, ChainPhones.BranchAdded);
            log.Add("reading-2", at, InboundOrMissed(i), numbers.Take(Town.Reading), CallStory.WithoutBranch);
        }

        for (var i = 0; i < 10; i++)
        {
            var at = slots.Take("reading-2", ChainPhones.BranchAdded, Closing);
            log.Add("reading-2", at, InboundOrMissed(i), numbers.Take(Town.Reading), CallStory.NewCaller);
        }
    }

    /// <summary>The bus stop's phone: from the afternoon before until the evening, across a change of source and of holder.</summary>
    private void WithoutNetwork()
    {
        for (var i = 0; i < 9; i++)
        {
            var at = slots.Take("bristol-3", new TimeSpan(15, 12, 0), Closing, daysBefore: 1);
            log.Add("bristol-3", at, InboundOrMissed(i), numbers.Take(Town.Bristol), CallStory.NewCaller);
        }

        for (var i = 0; i < 17; i++)
        {
            var at = slots.Take("bristol-3", Opening, Closing);
            log.Add("bristol-3", at, InboundOrMissed(i), numbers.Take(Town.Bristol), CallStory.NewCaller);
        }
    }

    private void NewAndRepeatCallers()
    {
        for (var i = 0; i < 92; i++)
        {
            var caller = numbers.Take((Town)(i % 3));
            Place(i, caller, CallStory.NewCaller);
            for (var again = 0; again < Repeats(i); again++)
            {
                Place(i + again, caller, CallStory.RepeatCaller);
            }
        }

        static int Repeats(int i) => i % 9 == 0 ? 3 : i % 4 == 0 ? 1 : 0;
    }

    private void People()
    {
        PlaceAll(crm.Contacts, CallStory.KnownContact);
        PlaceAll(crm.Leads, CallStory.KnownLead);
        PlaceAll(crm.Ambiguous, CallStory.AmbiguousCaller);

        void PlaceAll(IEnumerable<FictionNumber> callers, CallStory story)
        {
            foreach (var (i, caller) in callers.Index())
            {
                Place(i, caller, story);
                if (i % 4 == 3)
                {
                    Place(i + 1, caller, story);
                }
            }
        }
    }

    private void WithoutNumber()
    {
        for (var i = 0; i < 8; i++)
        {
            log.AddRaw(PhoneAt(i, out var at), at, InboundOrMissed(i), raw: null, e164: null, CallStory.Withheld);
        }

        foreach (var (i, code) in ShortCodes.Index())
        {
            log.AddRaw(PhoneAt(i, out var at), at, InboundOrMissed(i), code, e164: null, CallStory.ShortCode);
        }
    }

    private void OfOtherTypes()
    {
        PhoneCallType[] types = [PhoneCallType.Outbound, PhoneCallType.Rejected, PhoneCallType.Blocked, PhoneCallType.Voicemail];
        for (var i = 0; i < 12; i++)
        {
            log.Add(PhoneAt(i, out var at), at, types[i % types.Length], numbers.Take((Town)(i % 3)), CallStory.OtherType);
        }
    }

    private void Place(int turn, FictionNumber caller, CallStory story) =>
        log.Add(PhoneAt(turn, out var at), at, InboundOrMissed(random.Next(20)), caller, story);

    private string PhoneAt(int turn, out DateTimeOffset at)
    {
        var phone = Phones[turn % Phones.Length];
        at = slots.Take(phone, Opening, Closing);
        return phone;
    }

    /// <summary>Nine of twenty are missed.</summary>
    private static PhoneCallType InboundOrMissed(int i) => i % 20 * 9 % 20 < 9 ? PhoneCallType.Missed : PhoneCallType.Inbound;
}
