using System.Globalization;
using LeadCall.Demo.PostgreSql;
using LeadCall.Demo.Tools;

namespace LeadCall.Demo.Testing;

/// <summary>
/// <c>./leadcall test</c> after the build: finds the tools, starts one PostgreSQL for all test processes, runs every
/// project, compares with <c>docs/acceptance.md</c>.
/// </summary>
public static class TestCommand
{
    private const string PostgresVariable = "LEADCALL_TEST_POSTGRES";

    // These kill processes and measure times: they run when nobody else uses the machine.
    private const string RunsAlone = "LeadCall.EndToEnd.Tests";

    public static async Task<int> RunAsync(string repositoryRoot, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var engine = EngineName.OfThisBuild;
        Console.WriteLine($"Testing with engine {engine}");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        var node = await NodeTool.FindOrInstallAsync(repositoryRoot, Console.WriteLine, cancellationToken);
        environment[NodeTool.Variable] = node.Node;
        environment["PATH"] = $"{node.Directory}:{Environment.GetEnvironmentVariable("PATH")}";

        // Tests that work in a clone of their own find nothing under its .leadcall/tools.
        var binaries = await PostgresTool.FindOrInstallAsync(repositoryRoot, cancellationToken);
        environment[PostgresBinaries.DirectoryVariable] = binaries.Directory;
        await using var server = await StartUnlessGivenAsync(repositoryRoot, binaries, cancellationToken);
        if (server is not null)
        {
            environment[PostgresVariable] = server.AdminConnectionString;
        }

        var results = Path.Combine(repositoryRoot, ".leadcall", "test-results");
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        var runs = await RunAllAsync(TestProject.All(repositoryRoot), results, environment, cancellationToken);
        var table = Path.Combine(repositoryRoot, "docs", "acceptance.md");
        var points = File.Exists(table) ? AcceptanceTable.Parse(await File.ReadAllTextAsync(table, cancellationToken)) : [];
        var complaints = AcceptanceTable.Complaints(points, [.. runs.SelectMany(run => run.Results)]);
        return TestReport.Write(Console.Out, engine, time.GetElapsedTime(started), runs, complaints);
    }

    private static async Task<PostgresServer?> StartUnlessGivenAsync(
        string repositoryRoot, PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PostgresVariable)))
        {
            Console.WriteLine($"PostgreSQL: the one {PostgresVariable} names");
            return null;
        }

        var server = await ThrowawayPostgres.StartAsync(repositoryRoot, cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {binaries.Major} of {binaries.Directory}, private, on 127.0.0.1:{server.Port}"));
        return server;
    }

    private static async Task<IReadOnlyList<ProjectRun>> RunAllAsync(
        IReadOnlyList<TestProject> projects, string results, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var runs = new List<ProjectRun>();
        using var places = new SemaphoreSlim(Math.Max(1, Environment.ProcessorCount / 2 + 1));
        async Task RunOneAsync(TestProject project)
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                var run = await project.RunAsync(results, environment, cancellationToken);
                lock (runs)
                {
                    runs.Add(run);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"  {run.Name,-32}{run.Count(TestOutcome.Passed),6} passed {run.Count(TestOutcome.Failed),4} failed {run.Took.TotalSeconds,7:0.0} s"));
                }
            }
            finally
            {
                places.Release();
            }
        }

        await Task.WhenAll(projects.Where(project => project.Name != RunsAlone).Select(RunOneAsync));
        foreach (var project in projects.Where(project => project.Name == RunsAlone))
        {
            await RunOneAsync(project);
        }

        return runs;
    }
}
