using System.Diagnostics;
using System.Security.Cryptography;

namespace LeadCall.EndToEnd.Tests.Up;

/// <summary>
/// What <c>./leadcall up</c> builds, copied to a directory of its own with a space in its path, so that a test has a clone to itself.
/// </summary>
public sealed class BuiltClone : IDisposable
{
    private static readonly string[] Programs = ["LeadCall.Demo", "LeadCall.Api", "LeadCall.ZohoSimulator"];

    public BuiltClone()
    {
        // …/tests/LeadCall.EndToEnd.Tests/bin/<engine>/<configuration>/<framework>/: the programs' output has the same tail.
        var root = LeadCall.Demo.RepositoryRoot.Find();
        var output = System.IO.Path.GetRelativePath(System.IO.Path.Combine(root, "tests", "LeadCall.EndToEnd.Tests"), AppContext.BaseDirectory);
        Path = Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"leadcall up {RandomNumberGenerator.GetHexString(8, lowercase: true)}")).FullName;
        File.WriteAllText(System.IO.Path.Combine(Path, "LeadCall.sln"), "");
        foreach (var program in Programs)
        {
            Copy(System.IO.Path.Combine(root, program, output), System.IO.Path.Combine(Path, program, output));
        }

        Demo = System.IO.Path.Combine(Path, "LeadCall.Demo", output, "LeadCall.Demo.dll");
    }

    public string Path { get; }

    /// <summary>The program behind <c>./leadcall</c>.</summary>
    public string Demo { get; }

    public string SimulatorData => System.IO.Path.Combine(Path, ".leadcall", "simulator");

    /// <summary>Processes whose command line names this clone.</summary>
    public IReadOnlyList<int> Processes() =>
    [
        .. from directory in Directory.EnumerateDirectories("/proc")
           let name = System.IO.Path.GetFileName(directory)
           where int.TryParse(name, out _) && CommandLine(name).Contains(Path, StringComparison.Ordinal)
           select int.Parse(name, System.Globalization.CultureInfo.InvariantCulture),
    ];

    /// <summary>Waits for the last process of this clone to end, and fails if one is still there.</summary>
    public async Task NothingRunsWithinAsync(TimeSpan bound)
    {
        var clock = Stopwatch.StartNew();
        while (Processes() is { Count: > 0 } running)
        {
            clock.Elapsed.ShouldBeLessThan(bound, $"Still running: {string.Join(", ", running.Select(id => CommandLine($"{id}")))}");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string CommandLine(string processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)));
        }

        foreach (var directory in Directory.EnumerateDirectories(from))
        {
            Copy(directory, System.IO.Path.Combine(to, System.IO.Path.GetFileName(directory)));
        }
    }
}
