using LeadCall.Demo.Fleet;
using LeadCall.Demo.Proof;

namespace LeadCall.EndToEnd.Tests.Proof;

public sealed class DayCheckTests
{
    private static readonly DemoDay Day = DemoDay.Plan(new DateOnly(2026, 11, 20));
    private static readonly Dictionary<string, string> Users = Chain.CrmUsers.ToDictionary(user => user.Email, user => $"id of {user.Name}");
    private readonly List<CallFact> stored = [.. Day.Calls.Select(Stored)];

    [Fact]
    public void A_day_stored_as_it_was_lived_has_no_findings() => Check().ShouldBeEmpty();

    [Fact]
    public void A_call_that_is_not_stored_is_lost()
    {
        stored.RemoveAt(100);

        Check().ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Lost);
    }

    [Fact]
    public void A_call_stored_twice_is_a_double()
    {
        stored.Add(stored[100] with { CallId = Guid.NewGuid() });

        Check().ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Double);
    }

    [Fact]
    public void A_late_call_attributed_to_the_source_of_its_upload_is_found()
    {
        var phone = Day.Phones.Single(phone => phone.OfflineSince is not null);
        var late = stored.FindIndex(call => call.InstallId == phone.InstallId && call.Source == phone.Sources.Entries[0].Value);
        stored[late] = stored[late] with { Source = phone.Sources.Entries[1].Value };

        Check().ShouldHaveSingleItem().Field.ShouldBe("assignment");
    }

    [Fact]
    public void A_call_given_to_the_next_holder_is_found()
    {
        var call = stored.FindIndex(call => call.RepId == Chain.Gwen.Id);
        stored[call] = stored[call] with { RepId = Chain.Maya.Id, OwnerId = Users[Chain.Maya.ZohoEmail!] };

        Check().Select(finding => finding.Field).ShouldBe(["holder", "owner"]);
    }

    [Fact]
    public void A_withheld_number_that_counts_as_eligible_is_found()
    {
        var withheld = stored.FindIndex(call => call.IneligibleReason == "withheld_number");
        stored[withheld] = stored[withheld] with { IneligibleReason = null };

        Check().ShouldHaveSingleItem().Field.ShouldBe("ineligible_reason");
    }

    private IEnumerable<Finding> Check() => DayCheck.Of(Day, stored, Users);

    /// <summary>The call as the database has to have it.</summary>
    private static CallFact Stored(PlannedCall call)
    {
        var phone = Day.PhoneOf(call);
        var holder = phone.Holders.At(call.StartedAt);
        var type = DayCheck.Word(call.Type);
        var reason = phone.Part switch
        {
            PhonePart.NeedsSetup => "needs_setup",
            PhonePart.SalesRep => "sales_rep_phone",
            _ when type is not ("inbound" or "missed") => type,
            _ when call.NumberRaw is null => "withheld_number",
            _ when call.NumberE164 is null => "short_number",
            _ => null,
        };
        return new CallFact(
            Guid.NewGuid(), phone.Label, phone.InstallId, type, call.StartedAt, call.StartedAt, call.Duration, call.NumberRaw, call.NumberE164,
            phone.Roles.At(call.StartedAt), holder?.Id, holder?.ZohoEmail is { } email ? Users[email] : null, phone.Sources.At(call.StartedAt), reason, null, []);
    }
}
