using System.Globalization;
using LeadCall.Demo.Fleet;

namespace LeadCall.EndToEnd.Tests.Fleet;

public sealed class DemoDayTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);
    private static readonly DemoDay Planned = DemoDay.Plan(Day);
    private static readonly CallStory[] Refused = [CallStory.RefusedForOwner, CallStory.RefusedForRight];

    [Fact]
    public void Date_and_seed_alone_decide_the_day()
    {
        var again = DemoDay.Plan(Day);

        again.Calls.ShouldBe(Planned.Calls);
        again.Uploads.Select(Written).ShouldBe(Planned.Uploads.Select(Written));
        again.Crm.People.Select(Written).ShouldBe(Planned.Crm.People.Select(Written));
        DemoDay.Plan(Day, seed: 7).Calls.ShouldNotBe(Planned.Calls);
    }

    [Theory]
    [InlineData("2026-03-29", 2026)] // the clocks go forward
    [InlineData("2026-10-25", 1)] // the clocks go back
    [InlineData("2028-02-29", 4711)]
    [InlineData("2026-07-01", 99)]
    [InlineData("2026-11-20", 2026)]
    public void Every_day_holds_what_it_must_hold(string date, int seed)
    {
        var day = DemoDay.Plan(DateOnly.Parse(date, CultureInfo.InvariantCulture), seed);

        day.Calls.Length.ShouldBeGreaterThanOrEqualTo(300);
        Callers(day, CallStory.KnownContact).ShouldBeGreaterThanOrEqualTo(10);
        Callers(day, CallStory.KnownLead).ShouldBeGreaterThanOrEqualTo(10);
        Callers(day, CallStory.AmbiguousCaller).ShouldBeGreaterThanOrEqualTo(5);
        (Calls(day, CallStory.Withheld) + Calls(day, CallStory.ShortCode)).ShouldBeGreaterThanOrEqualTo(10);
        Calls(day, CallStory.RepCallback).ShouldBeGreaterThanOrEqualTo(20);
        Calls(day, CallStory.RepeatCaller).ShouldBeGreaterThanOrEqualTo(20);
        Callers(day, CallStory.WithoutBranch).ShouldBeGreaterThanOrEqualTo(3);
        Callers(day, CallStory.RefusedForOwner).ShouldBeGreaterThanOrEqualTo(2);
        Callers(day, CallStory.RefusedForRight).ShouldBeGreaterThanOrEqualTo(2);
        Refused.Sum(story => Callers(day, story)).ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public void Late_uploads_lie_on_both_sides_of_a_change_of_source()
    {
        var late = Planned.Uploads.Where(upload => upload.Late).SelectMany(upload => upload.Calls).Distinct().ToArray();
        var sources = late.Select(call => Planned.PhoneOf(call).Sources.At(call.StartedAt)).Distinct().ToArray();

        late.Length.ShouldBeGreaterThanOrEqualTo(15);
        sources.Length.ShouldBe(2);
        sources.ShouldAllBe(source => late.Count(call => Planned.PhoneOf(call).Sources.At(call.StartedAt) == source) >= 5);
    }

    [Fact]
    public void The_fleet_has_seven_campaign_phones_three_of_reps_one_to_set_up_and_one_silent()
    {
        Planned.Phones.CountBy(phone => phone.Part).ToDictionary().ShouldBe(
            new Dictionary<PhonePart, int>
            {
                [PhonePart.Campaign] = 7, [PhonePart.SalesRep] = 3, [PhonePart.NeedsSetup] = 1, [PhonePart.Silent] = 1,
            },
            ignoreOrder: true);
        Planned.Calls.Select(call => call.Phone).Distinct().Count().ShouldBe(11);
        Planned.Calls.ShouldNotContain(call => Planned.PhoneOf(call).Part == PhonePart.Silent);
    }

    [Fact]
    public void Every_call_is_uploaded_and_some_batches_twice_or_overlapping()
    {
        Planned.Uploads.SelectMany(upload => upload.Calls).Distinct().Count().ShouldBe(Planned.Calls.Length);
        Planned.Uploads.Count(upload => upload.Kind == UploadKind.SameAgain).ShouldBeGreaterThanOrEqualTo(5);
        Planned.Uploads.Count(upload => upload.Kind == UploadKind.Overlapping).ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void No_phone_is_in_two_calls_at_once_and_all_calls_are_over_when_the_clinics_close()
    {
        foreach (var log in Planned.Calls.GroupBy(call => call.Phone))
        {
            var rows = log.OrderBy(call => call.StartedAt).ToArray();
            foreach (var (earlier, later) in rows.Zip(rows.Skip(1)))
            {
                (earlier.StartedAt + earlier.Duration).ShouldBeLessThanOrEqualTo(later.StartedAt);
            }
        }

        Planned.Calls.Max(call => call.StartedAt + call.Duration).ShouldBeLessThan(Planned.Clock.At(20));
    }

    [Fact]
    public void One_new_caller_reaches_three_phones_within_two_seconds()
    {
        foreach (var moment in Planned.Calls.Where(call => call.Story == CallStory.SameMoment).GroupBy(call => call.NumberE164))
        {
            moment.Select(call => call.Phone).Distinct().Count().ShouldBe(3);
            (moment.Max(call => call.StartedAt) - moment.Min(call => call.StartedAt)).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(2));
        }
    }

    [Fact]
    public void Callers_whom_Zoho_refuses_call_only_where_it_refuses()
    {
        var refused = Planned.Calls.Where(call => Refused.Contains(call.Story)).ToArray();
        var numbers = refused.Select(call => call.NumberE164).ToHashSet();

        Planned.Calls.Count(call => numbers.Contains(call.NumberE164)).ShouldBe(refused.Length);
        refused.Where(call => call.Story == CallStory.RefusedForOwner)
            .ShouldAllBe(call => Planned.PhoneOf(call).Holders.At(call.StartedAt) == Chain.Ben);
        refused.Where(call => call.Story == CallStory.RefusedForRight)
            .ShouldAllBe(call => Planned.PhoneOf(call).Holders.At(call.StartedAt) == Chain.Isla);
    }

    [Fact]
    public void Some_callers_reach_a_campaign_that_says_nothing_about_the_mandatory_field()
    {
        var calls = Planned.Calls.Where(call => call.Story == CallStory.WithoutBranch).ToArray();

        calls.Length.ShouldBe(9);
        calls.ShouldAllBe(call => Planned.PhoneOf(call).Sources.At(call.StartedAt)!.Rows.All(row => row.Name != ChainPhones.Branch));
    }

    [Fact]
    public void Known_callers_are_written_in_the_CRM_in_at_least_ten_spellings()
    {
        CrmSpelling.All.Length.ShouldBeGreaterThanOrEqualTo(10);
        var number = new FictionNumber("117", "496", "0123");
        CrmSpelling.All.Select(spell => spell(number)).Distinct().Count().ShouldBe(CrmSpelling.All.Length);
        Planned.Crm.People.SelectMany(person => person.PhoneFields.Values).ShouldAllBe(value => value.Length <= 30);
        Planned.Crm.People.Where(person => !person.PossibleOnly).ShouldAllBe(person => person.Numbers.Length == (person.PhoneFields.Values.Single().Contains(',') ? 2 : 1));
    }

    [Fact]
    public void The_day_is_the_latest_that_is_over()
    {
        DayClock.LatestFinishedDay(DateTimeOffset.Parse("2026-11-20T19:59:00Z", CultureInfo.InvariantCulture), Chain.Zone).ShouldBe(new DateOnly(2026, 11, 19));
        DayClock.LatestFinishedDay(DateTimeOffset.Parse("2026-11-20T20:00:00Z", CultureInfo.InvariantCulture), Chain.Zone).ShouldBe(new DateOnly(2026, 11, 20));
        DayClock.LatestFinishedDay(DateTimeOffset.Parse("2026-07-20T19:00:00Z", CultureInfo.InvariantCulture), Chain.Zone).ShouldBe(new DateOnly(2026, 7, 20));
    }

    private static int Calls(DemoDay day, CallStory story) => day.Calls.Count(call => call.Story == story);

    private static int Callers(DemoDay day, CallStory story) =>
        day.Calls.Where(call => call.Story == story).Select(call => call.NumberE164).Distinct().Count();

    private static string Written(PlannedUpload upload) =>
        $"{upload.Phone} {upload.Kind} {upload.Late} {string.Join(',', upload.Calls.Select(call => call.PhoneRowId))}";

    private static string Written(CrmPerson person) =>
        $"{person.Module} {person.FirstName} {person.LastName} {string.Join(',', person.PhoneFields.Select(field => field.Key + field.Value))}";
}
