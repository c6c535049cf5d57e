namespace LeadCall.Demo.Testing;

/// <summary>How one test ended.</summary>
public enum TestOutcome
{
    Passed,
    Failed,

    /// <summary>Skipped, not runnable, inconclusive: anything that proves nothing.</summary>
    Skipped,
}

/// <param name="FullName">Namespace, class and method, without arguments: every row of a theory carries the same.</param>
/// <param name="DisplayName">The name with its arguments.</param>
/// <param name="Message">Why it failed; empty otherwise.</param>
public sealed record RanTest(string FullName, string DisplayName, TestOutcome Outcome, string Message);
