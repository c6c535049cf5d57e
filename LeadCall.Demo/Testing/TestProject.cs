using System.Diagnostics;
using System.Xml;

namespace LeadCall.Demo.Testing;

/// <summary>One test project, already built.</summary>
/// <param name="Name">Its folder below <c>tests/</c>, such as LeadCall.Zoho.Tests.</param>
/// <param name="Assembly">The built test assembly.</param>
public sealed record TestProject(string Name, string Assembly)
{
    /// <summary>Every <c>tests/*.Tests</c>, built by the same engine and configuration as the running program.</summary>
    public static IReadOnlyList<TestProject> All(string repositoryRoot)
    {
        // …/LeadCall.Demo/bin/<engine>/<configuration>/<framework>/: a test project's output has the same tail.
        var output = Path.GetRelativePath(Path.Combine(repositoryRoot, "LeadCall.Demo"), AppContext.BaseDirectory);
        return [.. Directory.GetDirectories(Path.Combine(repositoryRoot, "tests"), "*.Tests")
            .Order(StringComparer.Ordinal)
            .Select(directory => (Directory: directory, Name: Path.GetFileName(directory)))
            .Where(project => File.Exists(Path.Combine(project.Directory, $"{project.Name}.csproj")))
            .Select(project => new TestProject(project.Name, Path.Combine(project.Directory, output, $"{project.Name}.dll")))];
    }

    /// <summary>Runs it to its end; what a broken run hides (a crash, no test at all) comes back as a failed result.</summary>
    public async Task<ProjectRun> RunAsync(string resultsDirectory, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet",
        [
            "test", Assembly, "--nologo", "--verbosity", "quiet", "--results-directory", resultsDirectory,
            "--logger", $"trx;LogFileName={Name}.trx", "--logger", "console;verbosity=quiet",
            "--blame-hang-timeout", "5min", "--blame-hang-dump-type", "none",
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet test could not be started.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var results = Read(Path.Combine(resultsDirectory, $"{Name}.trx"));
        return new ProjectRun(Name, WithHiddenFailures(Name, results, process.ExitCode, await output + await errors), clock.Elapsed);
    }

    /// <summary>Adds a failure where a run ended badly without any test saying so, or ran nothing.</summary>
    internal static IReadOnlyList<RanTest> WithHiddenFailures(string project, IReadOnlyList<RanTest>? results, int exitCode, string output)
    {
        var complaint = results switch
        {
            null => $"It left no readable results (exit code {exitCode}).",
            [] => "It contains no test.",
            _ when exitCode != 0 && results.All(result => result.Outcome != TestOutcome.Failed) => $"It ended with exit code {exitCode} although no test failed.",
            _ => null,
        };
        return complaint is null ? results! : [.. results ?? [], new RanTest(project, project, TestOutcome.Failed, $"{complaint}\n{output.Trim()}")];
    }

    private static IReadOnlyList<RanTest>? Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return TrxFile.Read(stream);
        }
        catch (Exception exception) when (exception is IOException or XmlException)
        {
            return null;
        }
    }
}

/// <summary>What one test project came to.</summary>
public sealed record ProjectRun(string Name, IReadOnlyList<RanTest> Results, TimeSpan Took)
{
    public int Count(TestOutcome outcome) => Results.Count(result => result.Outcome == outcome);
}
