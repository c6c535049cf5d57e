using System.Globalization;

namespace LeadCall.Zoho.Tests;

/// <summary>Bodies as Zoho writes them (FACTS 3.2, 3.3, 5.4, 6).</summary>
internal static class Answers
{
    public static string Success(string id) =>
        """{"code":"SUCCESS","details":{"Modified_Time":"2026-01-20T15:30:05+05:30","Created_Time":"2026-01-20T15:30:05+05:30","id":"ID","$approval_state":"approved"},"message":"record added","status":"success"}"""
            .Replace("ID", id, StringComparison.Ordinal);

    public static string Created(int count) => Data([.. Enumerable.Range(1, count).Select(n => Success(Id(n)))]);

    public static string Id(int n) => (111133000000142000 + n).ToString(CultureInfo.InvariantCulture);

    public static string Data(params string[] items) => $$"""{"data":[{{string.Join(',', items)}}]}""";

    public static string Error(string code, string message = "refused", string details = "{}") =>
        $$"""{"code":"{{code}}","details":{{details}},"message":"{{message}}","status":"error"}""";
}
