using System.Collections.Immutable;

namespace LeadCall.Demo.Fleet;

/// <summary>The chain's twelve phones with the changes of the demo day: sources, holders, one phone without network.</summary>
public static class ChainPhones
{
    public const string Campaign = "campaign";
    public const string SalesRep = "sales_rep";

    /// <summary>Names of the metadata rows.</summary>
    public const string LeadSource = "Lead Source";
    public const string CampaignName = "Campaign";
    public const string Branch = "Branch";
    public const string Location = "Location";
    public const string PosterNumber = "Poster number";

    /// <summary>When the flyer campaign gets its Branch row: its new callers before that get the default.</summary>
    public static readonly TimeSpan BranchAdded = new(15, 0, 0);

    /// <summary>While this lasts, the phone "Reading 1" is held by a rep whose Zoho user was deactivated.</summary>
    public static readonly (TimeSpan From, TimeSpan To) BenHolds = (new(14, 0, 0), new(15, 0, 0));

    /// <summary>While this lasts, "Reading 1" is held by a rep whose Zoho user may not create Leads.</summary>
    public static readonly (TimeSpan From, TimeSpan To) IslaHolds = (new(10, 0, 0), new(11, 0, 0));

    public static ImmutableArray<Phone> Of(DayClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var start = clock.At(6, 0, daysBefore: 7);
        return
        [
            CampaignPhone("bristol-1", "Bristol 1", Town.Bristol, start,
                [new(start, Chain.Gwen), new(clock.At(13), Chain.Tom)],
                [new(start, Row("Google Ads", "Implant Spring", "Bristol")), new(clock.At(13), Row("Google Ads", "Whitening Week", "Bristol"))]),
            CampaignPhone("bristol-2", "Bristol 2", Town.Bristol, start,
                [new(start, Chain.Tom)],
                [new(start, Row("Facebook", "Family Check-up", "Bristol"))]),
            CampaignPhone("bristol-3", "Bristol bus stop", Town.Bristol, start,
                [new(start, Chain.Gwen), new(clock.At(7), Chain.Tom)],
                [
                    new(start, Source.Of((LeadSource, "Billboard"), (CampaignName, "Smile on the Bus"), (Branch, "Bristol"), (PosterNumber, "17"), (Location, "Temple Way"))),
                    new(clock.At(11), Source.Of((LeadSource, "Radio"), (CampaignName, "Breakfast Show"), (Branch, "Bristol"), (Location, "Citywide"))),
                ]) with { OfflineSince = clock.At(15, 0, daysBefore: 1) },
            CampaignPhone("cardiff-1", "Cardiff 1", Town.Cardiff, start,
                [new(start, Chain.Aled)],
                [new(start, Row("Google Ads", "Implant Spring", "Cardiff")), new(clock.At(12), Row("Facebook", "Invisible Braces", "Cardiff"))]),
            CampaignPhone("cardiff-2", "Cardiff 2", Town.Cardiff, start,
                [new(start, Chain.Sian)],
                [new(start, Row("Instagram", "Invisible Braces", "Cardiff"))]),
            CampaignPhone("reading-1", "Reading 1", Town.Reading, start,
                [
                    new(start, Chain.Maya),
                    new(clock.At(IslaHolds.From), Chain.Isla), new(clock.At(IslaHolds.To), Chain.Maya),
                    new(clock.At(BenHolds.From), Chain.Ben), new(clock.At(BenHolds.To), Chain.Maya),
                ],
                [new(start, Row("Google Ads", "Whitening Week", "Reading"))]),
            CampaignPhone("reading-2", "Reading flyer", Town.Reading, start,
                [new(start, Chain.Maya)],
                [
                    new(start, Source.Of((LeadSource, "Flyer"), (CampaignName, "Doorstep Voucher"), (Location, "Caversham"))),
                    new(clock.At(BranchAdded), Row("Flyer", "Doorstep Voucher", "Reading")),
                ]),
            RepPhone("rep-tom", "Tom's phone", Town.Bristol, start, Chain.Tom),
            RepPhone("rep-aled", "Aled's phone", Town.Cardiff, start, Chain.Aled),
            RepPhone("rep-maya", "Maya's phone", Town.Reading, start, Chain.Maya),
            new Phone("spare", "Spare phone", Town.Cardiff, PhonePart.NeedsSetup),
            CampaignPhone("drawer", "Reading, in the drawer", Town.Reading, start, [],
                [new(start, Row("Yellow pages", "Always there", "Reading"))]) with { Part = PhonePart.Silent },
        ];
    }

    private static Phone CampaignPhone(
        string key, string label, Town town, DateTimeOffset start, ImmutableArray<Since<Rep>> holders, ImmutableArray<Since<Source>> sources) =>
        new(key, label, town, PhonePart.Campaign)
        {
            Roles = new([new(start, Campaign)]),
            Holders = new(holders),
            Sources = new(sources),
        };

    private static Phone RepPhone(string key, string label, Town town, DateTimeOffset start, Rep holder) =>
        new(key, label, town, PhonePart.SalesRep)
        {
            Roles = new([new(start, SalesRep)]),
            Holders = new([new(start, holder)]),
        };

    private static Source Row(string leadSource, string campaign, string town) =>
        Source.Of((LeadSource, leadSource), (CampaignName, campaign), (Branch, town), (Location, town));
}
