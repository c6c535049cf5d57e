using LeadCall.Demo.Testing;

namespace LeadCall.EndToEnd.Tests.Testing;

public sealed class AcceptanceTableTests
{
    private const string Table = """
        # What must be shown

        | point | test | last measured |
        |---|---|---|
        | One Lead per number | `Two_calls_make_one_lead`, `ClaimTests.Holds_under_chaos` | 50 seeds |
        """;

    private static readonly (string, string, string) Lead = ("LeadCall.CallerTests", "Two_calls_make_one_lead", "Passed");
    private static readonly (string, string, string) Claim = ("LeadCall.ClaimTests", "Holds_under_chaos(seed: 1)", "Passed");

    [Fact]
    public void Nothing_to_say_when_every_named_test_passed() =>
        Complaints(Lead, Claim).ShouldBeEmpty();

    [Fact]
    public void A_named_test_that_was_skipped_is_named() =>
        Complaints(("LeadCall.CallerTests", "Two_calls_make_one_lead", "NotExecuted"), Claim)
            .ShouldBe(["'One Lead per number': LeadCall.CallerTests.Two_calls_make_one_lead was skipped."]);

    [Fact]
    public void A_named_test_that_did_not_run_is_named() =>
        Complaints(Claim).ShouldBe(["'One Lead per number': Two_calls_make_one_lead did not run: it is missing or was filtered out."]);

    [Fact]
    public void One_failed_row_of_a_named_theory_is_named() =>
        Complaints(Lead, Claim, ("LeadCall.ClaimTests", "Holds_under_chaos(seed: 2)", "Failed"))
            .ShouldBe(["'One Lead per number': LeadCall.ClaimTests.Holds_under_chaos(seed: 2) failed."]);

    [Fact]
    public void A_test_of_another_class_does_not_stand_in() =>
        Complaints(Lead, ("LeadCall.OtherClaimTests", "Holds_under_chaos", "Passed")).Count.ShouldBe(1);

    [Fact]
    public void A_longer_name_does_not_stand_in() =>
        Complaints(("LeadCall.CallerTests", "Not_Two_calls_make_one_lead", "Passed"), Claim).Count.ShouldBe(1);

    [Fact]
    public void A_point_without_a_test_is_named() =>
        AcceptanceTable.Complaints(AcceptanceTable.Parse("| Fast enough | measured by hand | 3 s |"), [])
            .ShouldBe(["'Fast enough' names no test."]);

    [Fact]
    public void A_document_without_a_table_is_not_taken_for_good() =>
        AcceptanceTable.Complaints(AcceptanceTable.Parse("# Later"), Trx.Of(Lead)).Count.ShouldBe(1);

    private static IReadOnlyList<string> Complaints(params (string, string, string)[] tests) =>
        AcceptanceTable.Complaints(AcceptanceTable.Parse(Table), Trx.Of(tests));
}
