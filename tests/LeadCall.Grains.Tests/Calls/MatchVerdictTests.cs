using LeadCall.Grains.Calls;
using LeadCall.Grains.Zoho;

namespace LeadCall.Grains.Tests.Calls;

/// <summary>What the records found for a number mean (DESIGN 8).</summary>
public sealed class MatchVerdictTests
{
    [Fact]
    public void No_record_is_nobody() => MatchVerdict.Of([]).ShouldBeOfType<MatchVerdict.Nobody>();

    [Fact]
    public void One_Contact_and_one_Lead_are_told_apart()
    {
        MatchVerdict.Of([Contact("1")]).ShouldBeOfType<MatchVerdict.OneContact>().Contact.RecordId.ShouldBe("1");
        MatchVerdict.Of([Lead("1")]).ShouldBeOfType<MatchVerdict.OneLead>().Lead.RecordId.ShouldBe("1");
    }

    [Fact]
    public void One_record_that_matches_by_several_fields_counts_once() =>
        MatchVerdict.Of([Contact("1", field: "Phone"), Contact("1", field: "Mobile"), Contact("1", field: "Home_Phone", possible: true)])
            .ShouldBeOfType<MatchVerdict.OneContact>();

    [Fact]
    public void A_Contact_and_a_Lead_with_the_number_are_ambiguous() =>
        MatchVerdict.Of([Contact("1"), Lead("2")]).ShouldBeOfType<MatchVerdict.Ambiguous>().Candidates.Length.ShouldBe(2);

    [Fact]
    public void A_single_possible_record_is_still_for_a_person() =>
        MatchVerdict.Of([Lead("1", possible: true)]).ShouldBeOfType<MatchVerdict.Ambiguous>();

    [Fact]
    public void A_record_with_the_number_itself_outweighs_possible_ones() =>
        MatchVerdict.Of([Lead("1", possible: true), Contact("2")]).ShouldBeOfType<MatchVerdict.OneContact>();

    private static CrmCandidate Contact(string id, string field = "Phone", bool possible = false) =>
        new(CrmModule.Contacts, id, "Name", null, null, null, field, possible);

    private static CrmCandidate Lead(string id, bool possible = false) => new(CrmModule.Leads, id, "Name", null, null, null, "Phone", possible);
}
