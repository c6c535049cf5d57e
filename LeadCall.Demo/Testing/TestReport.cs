using System.Globalization;

namespace LeadCall.Demo.Testing;

/// <summary>The words <c>./leadcall test</c> closes with, and whether it was good.</summary>
public static class TestReport
{
    /// <summary>0 only if something ran, nothing failed and every point of the acceptance table is shown.</summary>
    public static int Write(TextWriter to, string engine, TimeSpan took, IReadOnlyList<ProjectRun> runs, IReadOnlyList<string> complaints)
    {
        var results = runs.SelectMany(run => run.Results).ToList();
        foreach (var failed in results.Where(result => result.Outcome == TestOutcome.Failed))
        {
            to.WriteLine($"\nFAILED {failed.DisplayName}\n  {failed.Message.ReplaceLineEndings("\n  ")}");
        }

        foreach (var complaint in complaints)
        {
            to.WriteLine($"\nNOT SHOWN {complaint}");
        }

        var passed = results.Count(result => result.Outcome == TestOutcome.Passed);
        var skipped = results.Count(result => result.Outcome == TestOutcome.Skipped);

        // A point of the acceptance table that is not shown counts as a failure, so the closing line never looks green then.
        var failures = results.Count - passed - skipped + complaints.Count;
        to.WriteLine();
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Engine {engine}, {(int)took.TotalMinutes} min {took.Seconds} s"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failures} failed{(skipped == 0 ? "" : $", {skipped} skipped")}"));
        return failures == 0 && passed > 0 ? 0 : 1;
    }
}
