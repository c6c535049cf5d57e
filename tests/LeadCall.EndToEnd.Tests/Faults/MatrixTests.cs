using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>Every way in which LeadCall may not know whether Zoho has written (FEATURES E11; DESIGN 4).</summary>
[Collection(FaultTests.Name)]
public sealed class MatrixTests(MatrixRun run) : IClassFixture<MatrixRun>
{
    public static TheoryData<Met, Written, Company, Cut> Cases =>
    [
        .. from met in Enum.GetValues<Met>()
           from written in Enum.GetValues<Written>()
           from company in Enum.GetValues<Company>()
           from cut in Enum.GetValues<Cut>()
           select new TheoryDataRow<Met, Written, Company, Cut>(met, written, company, cut),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_write_nobody_knows_the_outcome_of_is_in_Zoho_exactly_once_and_so_is_every_stranger_beside_it(
        Met met, Written written, Company company, Cut cut)
    {
        var one = run.Of(met, written, company, cut);

        one.Held.ShouldNotBeNull();
        one.Held.Items.ShouldBe(one.Calls);
        one.Held.Moment.ShouldBe(written == Written.Done ? Moment.After : Moment.Before);
        await one.Team.ShouldHoldEachOnceAsync(one.Calls);
        (await LostAnswersAsync(one.Team, met)).ShouldBe(one.Calls, "Each item of the request was unknown once.");
    }

    [Fact]
    public void There_are_twenty_four_cases() => Cases.Count.ShouldBe(24);

    private static async Task<int> LostAnswersAsync(FaultTeam team, Met met)
    {
        var steps = await team.RowsAsync("SELECT step FROM sync_attempts WHERE tenant_id = $1 AND result = 'unknown'", row => row.GetString(0));
        steps.ShouldAllBe(step => step == met.ToString().ToLowerInvariant());
        return steps.Count;
    }
}
