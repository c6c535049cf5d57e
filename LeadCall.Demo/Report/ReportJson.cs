using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeadCall.Demo.Report;

/// <summary>The closing table for machines.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(DayReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonSerializer.Serialize(
            new
            {
                report.Engine,
                report.Day,
                report.Seed,
                report.Uploads.Uploaded,
                report.Uploads.Accepted,
                report.Uploads.AlreadyKnown,
                report.Uploads.Refused,
                report.NotSynced,
                report.Syncs,
                report.Failed,
                report.CreatedRecords,
                report.ZohoRequests,
                report.ZohoRequestsPerCall,
                report.Doubles,
                report.Lost,
                report.NotFinished,
                Equal = report.IsEqual,
                Findings = report.Findings.Select(finding => finding.ToString()),
                Seconds = Math.Round(report.Took.TotalSeconds, 1),
            },
            Options);
    }
}
