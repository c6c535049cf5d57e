using Spectre.Console;

namespace LeadCall.Demo.Bench;

/// <summary><c>./leadcall bench</c>: the numbers of DESIGN 11 that are measured so far, as ratios within one run.</summary>
internal static class BenchCommand
{
    private const double IngestTarget = 0.5;

    public static async Task<int> RunAsync(string repositoryRoot, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var server = await BenchServer.StartAsync(repositoryRoot, time, cancellationToken);
        var rounds = await new IngestBench(server, time).RunAsync(cancellationToken);
        var ratios = rounds.Select(round => round.Http / round.Bare).Order().ToArray();

        var table = new Table().AddColumns("what", "least", "middle", "most", "target");
        Add(table, "ingest through HTTP, batches of 100, 8 phones: calls/s", rounds.Select(round => round.Http), "0", "");
        Add(table, "bare insert of the same rows: calls/s", rounds.Select(round => round.Bare), "0", "");
        Add(table, "ratio", ratios, "0.00", $">= {IngestTarget}");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"Engine {EngineName.OfThisBuild}, {rounds.Length} rounds in turns, fsync on.");
        return ratios[ratios.Length / 2] >= IngestTarget ? 0 : 1;
    }

    private static void Add(Table table, string what, IEnumerable<double> values, string format, string target)
    {
        var sorted = values.Order().ToArray();
        table.AddRow(new[] { what, Show(sorted[0]), Show(sorted[sorted.Length / 2]), Show(sorted[^1]), target }.Select(Markup.Escape).ToArray());

        string Show(double value) => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
    }
}
