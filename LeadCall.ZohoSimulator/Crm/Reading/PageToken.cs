using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LeadCall.ZohoSimulator.Crm.Reading;

/// <summary>Where a list goes on: after the last record seen. Valid 24 hours, for one user and unchanged parameters (FACTS 3.6).</summary>
internal sealed record PageToken(string Key, string Id, int Page, string Bound, DateTimeOffset ExpiresAt)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    public static PageToken After((string Key, string Id) last, int page, CrmCall call, DateTimeOffset now) => new(last.Key, last.Id, page, BoundTo(call), now + Life);

    public string Encode() => Convert.ToHexStringLower(JsonSerializer.SerializeToUtf8Bytes(this));

    public static PageToken Decode(string text, CrmCall call, DateTimeOffset now)
    {
        PageToken? token;
        try
        {
            token = JsonSerializer.Deserialize<PageToken>(Convert.FromHexString(text));
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            token = null;
        }

        if (token is null)
        {
            throw CrmRefusal.Because("INVALID_DATA", "invalid data", ("param_name", "page_token"));
        }

        if (token.Bound != BoundTo(call))
        {
            throw CrmRefusal.Because("TOKEN_BOUND_DATA_MISMATCH", "The page token does not belong to this request", ("param_name", "page_token"));
        }

        return token.ExpiresAt > now ? token : throw CrmRefusal.Because("EXPIRED_VALUE", "The page token has expired", ("param_name", "page_token"));
    }

    private static string BoundTo(CrmCall call)
    {
        var parameters = call.Query.Where(pair => pair.Key is not ("page" or "page_token" or "per_page")).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={pair.Value}");
        var text = $"{call.User.Id} {call.Module.ApiName} {string.Join('&', parameters)} {call.Headers.IfModifiedSince}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
