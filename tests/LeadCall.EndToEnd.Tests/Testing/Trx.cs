using System.Text;
using LeadCall.Demo.Testing;

namespace LeadCall.EndToEnd.Tests.Testing;

/// <summary>Result files as the test runner writes them, made up.</summary>
internal static class Trx
{
    public static IReadOnlyList<RanTest> Of(params (string Class, string Name, string Outcome)[] tests)
    {
        var results = tests.Select((test, n) =>
            $"""<UnitTestResult testId="{Id(n)}" testName="{test.Class}.{test.Name}" outcome="{test.Outcome}">{Output(test.Outcome)}</UnitTestResult>""");
        var definitions = tests.Select((test, n) =>
            $"""<UnitTest id="{Id(n)}" name="{test.Class}.{test.Name}"><TestMethod className="{test.Class}" name="{test.Name}" /></UnitTest>""");
        var file = $"""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>{string.Concat(results)}</Results>
              <TestDefinitions>{string.Concat(definitions)}</TestDefinitions>
            </TestRun>
            """;
        return TrxFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(file)));
    }

    private static Guid Id(int n) => new(n, 0, 0, new byte[8]);

    private static string Output(string outcome) =>
        outcome == "Failed" ? "<Output><ErrorInfo><Message>expected 1 but was 2</Message><StackTrace>at A.B()</StackTrace></ErrorInfo></Output>" : "";
}
