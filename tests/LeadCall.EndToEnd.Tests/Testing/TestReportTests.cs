using LeadCall.Demo.Testing;

namespace LeadCall.EndToEnd.Tests.Testing;

public sealed class TestReportTests
{
    private static readonly (string, string, string) Passed = ("A.B", "Works", "Passed");
    private static readonly (string, string, string) Failed = ("A.B", "Breaks", "Failed");
    private static readonly (string, string, string) Skipped = ("A.B", "Waits", "NotExecuted");

    [Fact]
    public void The_last_line_counts_passed_and_failed()
    {
        var (exitCode, lines) = Report([], Run(Passed), Run(Passed));

        exitCode.ShouldBe(0);
        lines[^2].ShouldBe("Engine Embedded, 2 min 5 s");
        lines[^1].ShouldBe("2 passed, 0 failed");
    }

    [Fact]
    public void A_failed_test_is_named_with_its_reason_and_fails_the_command()
    {
        var (exitCode, lines) = Report([], Run(Passed, Failed, Skipped));

        exitCode.ShouldBe(1);
        lines.ShouldContain("FAILED A.B.Breaks");
        lines.ShouldContain("  expected 1 but was 2");
        lines[^1].ShouldBe("1 passed, 1 failed, 1 skipped");
    }

    [Fact]
    public void A_point_that_is_not_shown_fails_the_command()
    {
        var (exitCode, lines) = Report(["'One Lead per number': X was skipped."], Run(Passed));

        exitCode.ShouldBe(1);
        lines.ShouldContain("NOT SHOWN 'One Lead per number': X was skipped.");
        lines[^1].ShouldBe("1 passed, 1 failed");
    }

    [Fact]
    public void No_test_at_all_fails_the_command() => Report([]).ExitCode.ShouldBe(1);

    [Theory]
    [InlineData(0, "It contains no test.")]
    [InlineData(1, "It ended with exit code 1 although no test failed.")]
    [InlineData(134, "It left no readable results (exit code 134).")]
    public void A_project_that_crashed_or_ran_nothing_counts_as_a_failure(int exitCode, string reason)
    {
        IReadOnlyList<RanTest>? read = exitCode switch { 0 => [], 1 => Trx.Of(Passed), _ => null };

        var hidden = TestProject.WithHiddenFailures("LeadCall.X.Tests", read, exitCode, "Stack overflow.").Last();

        hidden.Outcome.ShouldBe(TestOutcome.Failed);
        hidden.Message.ShouldBe($"{reason}\nStack overflow.");
    }

    private static ProjectRun Run(params (string, string, string)[] tests) => new("LeadCall.X.Tests", Trx.Of(tests), TimeSpan.FromSeconds(1));

    private static (int ExitCode, string[] Lines) Report(string[] complaints, params ProjectRun[] runs)
    {
        using var writer = new StringWriter();
        var exitCode = TestReport.Write(writer, "Embedded", TimeSpan.FromSeconds(125), runs, complaints);
        return (exitCode, writer.ToString().TrimEnd().Split('\n'));
    }
}
