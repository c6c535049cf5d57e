using System.Globalization;
using Spectre.Console;

namespace LeadCall.Demo.Report;

/// <summary>The closing table for people.</summary>
public static class ReportTable
{
    private const int FindingsShown = 50;
    private const int Width = 100;

    public static void Write(DayReport report, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writer);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = Width;
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(string.Create(CultureInfo.InvariantCulture, $"The day of {report.Day:yyyy-MM-dd}, engine {report.Engine}")) };
        table.AddColumn("what").AddColumn(new TableColumn("count") { Alignment = Justify.Right });
        foreach (var (what, count) in Rows(report))
        {
            table.AddRow(Markup.Escape(what), Markup.Escape(count));
        }

        console.Write(table);
        foreach (var finding in report.Findings.Take(FindingsShown))
        {
            writer.WriteLine(finding);
        }

        if (report.Findings.Length > FindingsShown)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {report.Findings.Length - FindingsShown} more"));
        }

        writer.WriteLine(report.IsEqual
            ? "Database and CRM agree on every call."
            : string.Create(CultureInfo.InvariantCulture, $"Database and CRM do NOT agree: {report.Findings.Length} findings."));
    }

    private static IEnumerable<(string What, string Count)> Rows(DayReport report)
    {
        yield return ("call items uploaded", Number(report.Uploads.Uploaded));
        yield return ("  accepted", Number(report.Uploads.Accepted));
        yield return ("  already known", Number(report.Uploads.AlreadyKnown));
        yield return ("  refused", Number(report.Uploads.Refused));
        foreach (var (reason, count) in report.NotSynced)
        {
            yield return ($"not synced: {reason}", Number(count));
        }

        foreach (var status in new[] { "created", "linked", "duplicate_lead", "ambiguous" })
        {
            yield return (status, Number(report.Count(status)));
        }

        foreach (var (code, count) in report.Failed)
        {
            yield return ($"failed: {code}", Number(count));
        }

        yield return ("pending", Number(report.Count("pending")));
        foreach (var (module, count) in report.CreatedRecords)
        {
            yield return ($"{module} made in the CRM", Number(count));
        }

        yield return ("Zoho requests", Number(report.ZohoRequests));
        yield return ("  per synced call", report.ZohoRequestsPerCall?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-");
        yield return ("doubles", Number(report.Doubles));
        yield return ("lost", Number(report.Lost));
        yield return ("seconds", report.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
