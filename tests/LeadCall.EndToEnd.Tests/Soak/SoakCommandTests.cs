using LeadCall.EndToEnd.Tests.Up;

namespace LeadCall.EndToEnd.Tests.Soak;

/// <summary>The real command with the real process, short.</summary>
public sealed class SoakCommandTests : IDisposable
{
    private readonly BuiltClone clone = new();

    [Fact]
    public async Task A_short_soak_with_two_kills_loses_nothing_and_doubles_nothing()
    {
        using var soak = new RunningUp(clone, database: null, ["bench", "soak", "--minutes", "0.5", "--seed", "2026", "--json"]);
        var ended = await soak.EndAsync();

        ended.ExitCode.ShouldBe(0, ended.ToString());
        ended.Findings.ShouldBeEmpty();
        ended.Report.GetProperty("good").GetBoolean().ShouldBeTrue();
        ended.Number("seed").ShouldBe(2026);
        ended.Number("kills").ShouldBe(2);
        ended.Number("restarts").ShouldBe(2);
        ended.Number("accepted").ShouldBe(ended.Number("calls"));
        ended.Number("troubles").ShouldBeGreaterThan(5);
        ended.Number("lost").ShouldBe(0);
        ended.Number("doubled").ShouldBe(0);
        ended.Number("syncs", "created").ShouldBeGreaterThan(15);
        ended.Errors.ShouldContain("seed 2026");
        await clone.NothingRunsWithinAsync(TimeSpan.FromSeconds(10));
    }

    public void Dispose() => clone.Dispose();
}
