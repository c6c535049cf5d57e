namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>
/// The server dies at any commit of a call and comes back: nothing is lost, nothing is doubled (DESIGN 11, "kills at every commit boundary").
/// </summary>
[Collection(FaultTests.Name)]
public sealed class CommitTests(CommitRun run) : IClassFixture<CommitRun>
{
    public static TheoryData<int, Side> Boundaries =>
    [
        .. from commit in Enumerable.Range(1, CommitRun.Commits)
           from side in Enum.GetValues<Side>()
           select new TheoryDataRow<int, Side>(commit, side),
    ];

    [Theory]
    [MemberData(nameof(Boundaries))]
    public async Task A_call_whose_server_was_killed_at_this_commit_has_exactly_one_Lead_Call_and_Task(int commit, Side side)
    {
        var death = run.Of(commit, side);

        death.StruckAt.ShouldNotBeNull("The call ended before that commit.");
        if (commit == 1)
        {
            death.Acknowledged.ShouldBeFalse("The upload itself is the first commit.");
        }

        await death.Team.ShouldHoldEachOnceAsync(2);
    }

    [Fact]
    public void The_table_has_every_commit_of_an_undisturbed_call_and_the_server_was_killed_on_both_sides_of_each()
    {
        foreach (var seen in run.Undisturbed)
        {
            seen.Count.ShouldBe(CommitRun.Commits, $"Set {nameof(CommitRun)}.{nameof(CommitRun.Commits)}. A call commits:\n{string.Join('\n', seen)}");
        }

        var kinds = run.Undisturbed.SelectMany(seen => seen).Distinct().Order().ToArray();
        foreach (var side in Enum.GetValues<Side>())
        {
            var struck = Enumerable.Range(1, CommitRun.Commits).Select(commit => run.Of(commit, side).StruckAt).Distinct().Order();
            struck.ShouldBe(kinds);
        }
    }
}
