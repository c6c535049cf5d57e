using System.Globalization;
using Spectre.Console;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>The closing table for people.</summary>
internal static class SoakReportTable
{
    private const int FindingsShown = 50;
    private const int Width = 100;

    public static void Write(SoakReport report, TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = Width;
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(string.Create(CultureInfo.InvariantCulture, $"Soak of {report.Length.TotalMinutes:0.#} minutes, seed {report.Seed}, engine {report.Engine}")) };
        table.AddColumn("what").AddColumn(new TableColumn("count") { Alignment = Justify.Right });
        foreach (var (what, count) in Rows(report))
        {
            table.AddRow(Markup.Escape(what), Number(count));
        }

        console.Write(table);
        foreach (var line in report.Surprises.Concat(report.Findings.Select(finding => finding.ToString())).Take(FindingsShown))
        {
            writer.WriteLine(line);
        }

        var findings = report.Findings.Length + report.Surprises.Length;
        if (findings > FindingsShown)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {findings - FindingsShown} more"));
        }

        writer.WriteLine(report.IsGood
            ? "Nothing lost, nothing doubled: database and CRM agree on every call."
            : string.Create(CultureInfo.InvariantCulture, $"{findings} findings. The same plan again: ./leadcall bench soak --minutes {report.Length.TotalMinutes:0.##} --seed {report.Seed}"));
    }

    private static IEnumerable<(string What, long Count)> Rows(SoakReport report)
    {
        yield return ("tenants", report.Tenants);
        yield return ("calls of the phones", report.Calls);
        yield return ("  uploads without an answer, sent again", report.UploadsWithoutAnswer);
        yield return ("  accepted", report.Uploads.Accepted);
        yield return ("  already known", report.Uploads.AlreadyKnown);
        foreach (var (status, count) in report.Syncs.Where(pair => pair.Key != "failed"))
        {
            yield return (status, count);
        }

        foreach (var (code, count) in report.Failed)
        {
            yield return ($"failed: {code}", count);
        }

        yield return ("Zoho requests", report.ZohoRequests);
        yield return ("requests that met trouble", report.AllTroubles);
        foreach (var (kind, hits) in report.Troubles)
        {
            yield return ($"  {SoakWords.Of(kind)}", hits);
        }

        yield return ("late commits", report.LateCommits);
        yield return ("kill -9", report.AllKills);
        foreach (var (moment, kills) in report.Kills)
        {
            yield return ($"  {SoakWords.Of(moment)}", kills);
        }

        foreach (var (act, times) in report.Acts)
        {
            yield return (SoakWords.Of(act), times);
        }

        yield return ("restarts", report.Restarts);
        yield return ("seconds until the rest was finished", (long)report.Rest.TotalSeconds);
        yield return ("lost", report.Lost);
        yield return ("doubled", report.Doubled);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
