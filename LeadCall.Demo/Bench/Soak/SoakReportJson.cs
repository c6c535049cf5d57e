using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>The closing table for machines.</summary>
internal static class SoakReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(SoakReport report) => JsonSerializer.Serialize(
        new
        {
            report.Engine,
            report.Seed,
            Minutes = report.Length.TotalMinutes,
            RestSeconds = Math.Round(report.Rest.TotalSeconds, 1),
            report.Tenants,
            report.Calls,
            report.Uploads.Accepted,
            report.Uploads.AlreadyKnown,
            report.UploadsWithoutAnswer,
            report.Syncs,
            report.Failed,
            report.ZohoRequests,
            Troubles = report.AllTroubles,
            TroublesByKind = report.Troubles.ToDictionary(pair => SoakWords.Of(pair.Key), pair => pair.Value),
            report.LateCommits,
            Kills = report.AllKills,
            KillsByMoment = report.Kills.ToDictionary(pair => SoakWords.Of(pair.Key), pair => pair.Value),
            PeopleAtWork = report.Acts.ToDictionary(pair => SoakWords.Of(pair.Key), pair => pair.Value),
            report.Restarts,
            report.Lost,
            report.Doubled,
            Good = report.IsGood,
            report.Surprises,
            Findings = report.Findings.Select(finding => finding.ToString()),
        },
        Options);
}
