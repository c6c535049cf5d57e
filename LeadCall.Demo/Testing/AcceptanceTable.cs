using System.Text.RegularExpressions;

namespace LeadCall.Demo.Testing;

/// <summary>One row of <c>docs/acceptance.md</c>.</summary>
/// <param name="Point">What must be shown.</param>
/// <param name="Tests">The tests that show it: a method's name, with as much of its class before it as makes it clear.</param>
public sealed record AcceptancePoint(string Point, IReadOnlyList<string> Tests);

/// <summary>
/// Reads <c>docs/acceptance.md</c> (tables of point, tests in backticks, last measured value) and compares it with what ran:
/// every named test must exist and have passed, in every row of a theory.
/// </summary>
public static partial class AcceptanceTable
{
    public static IReadOnlyList<AcceptancePoint> Parse(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        return [.. markdown.Split('\n').Select(line => line.Trim())
            .Where(line => line.StartsWith('|') && !Separator().IsMatch(line))
            .Select(line => line.Trim('|').Split('|'))
            .Where(cells => !cells[0].Trim().Equals("point", StringComparison.OrdinalIgnoreCase))
            .Select(cells => new AcceptancePoint(cells[0].Trim(), cells.Length < 2 ? [] : [.. InBackticks().Matches(cells[1]).Select(match => match.Groups[1].Value)]))];
    }

    /// <summary>One sentence for each point that is not shown; empty when all are.</summary>
    public static IReadOnlyList<string> Complaints(IReadOnlyList<AcceptancePoint> points, IReadOnlyList<RanTest> results)
    {
        ArgumentNullException.ThrowIfNull(points);
        return points.Count == 0
            ? ["docs/acceptance.md has no table row: name the points and the tests that show them."]
            : [.. points.SelectMany(point => Complaints(point, results))];
    }

    private static IEnumerable<string> Complaints(AcceptancePoint point, IReadOnlyList<RanTest> results) =>
        point.Tests.Count == 0
            ? [$"'{point.Point}' names no test."]
            : point.Tests.Select(test => Complaint(test, results)).OfType<string>().Select(complaint => $"'{point.Point}': {complaint}");

    private static string? Complaint(string test, IReadOnlyList<RanTest> results)
    {
        var runs = results.Where(result => result.FullName == test || result.FullName.EndsWith("." + test, StringComparison.Ordinal)).ToList();
        return runs switch
        {
            [] => $"{test} did not run: it is missing or was filtered out.",
            _ when runs.Find(run => run.Outcome == TestOutcome.Failed) is { } failed => $"{failed.DisplayName} failed.",
            _ when runs.Find(run => run.Outcome == TestOutcome.Skipped) is { } skipped => $"{skipped.DisplayName} was skipped.",
            _ => null,
        };
    }

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InBackticks();

    [GeneratedRegex(@"^[|:\-\s]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separator();
}
