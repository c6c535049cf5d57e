using System.Xml;
using System.Xml.Linq;

namespace LeadCall.Demo.Testing;

/// <summary>Reads the result files that <c>dotnet test --logger trx</c> writes.</summary>
public static class TrxFile
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <exception cref="XmlException">The file was cut off: the test process was killed while writing it.</exception>
    public static IReadOnlyList<RanTest> Read(Stream file)
    {
        var document = XDocument.Load(file);
        var names = document.Descendants(Trx + "UnitTest").ToDictionary(
            test => (string)test.Attribute("id")!,
            test => FullName(test.Element(Trx + "TestMethod")!),
            StringComparer.OrdinalIgnoreCase);
        return [.. document.Descendants(Trx + "UnitTestResult").Select(result => Result(result, names))];
    }

    private static RanTest Result(XElement result, Dictionary<string, string> names)
    {
        var outcome = (string?)result.Attribute("outcome") switch
        {
            "Passed" => TestOutcome.Passed,
            "NotExecuted" or "NotRunnable" or "Inconclusive" or "Pending" => TestOutcome.Skipped,
            _ => TestOutcome.Failed,
        };
        var error = result.Descendants(Trx + "ErrorInfo").FirstOrDefault();
        var message = outcome == TestOutcome.Failed ? $"{(string?)error?.Element(Trx + "Message")}\n{(string?)error?.Element(Trx + "StackTrace")}".Trim() : "";
        return new RanTest(names[(string)result.Attribute("testId")!], (string)result.Attribute("testName")!, outcome, message);
    }

    private static string FullName(XElement method)
    {
        var name = (string)method.Attribute("name")!;
        var className = (string)method.Attribute("className")!;
        var arguments = name.IndexOf('(', StringComparison.Ordinal);
        var bare = arguments < 0 ? name : name[..arguments];
        return bare.StartsWith(className + ".", StringComparison.Ordinal) ? bare : $"{className}.{bare}";
    }
}
