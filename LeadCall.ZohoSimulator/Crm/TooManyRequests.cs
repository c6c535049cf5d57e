using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.World.Faults;

namespace LeadCall.ZohoSimulator.Crm;

/// <summary>
/// 429 in the three bodies that were seen (FACTS 5.4); the exact live one is unconfirmed. There is no <c>Retry-After</c>, and the code does not
/// tell which limit was met; only the older form's sentence does, which is a hint.
/// </summary>
internal static class TooManyRequests
{
    public static CrmAnswer Answer(RateLimitForm form, bool forCredits = true) => new(StatusCodes.Status429TooManyRequests, form switch
    {
        RateLimitForm.RateLimitExceeded => CrmError.Of("RATE_LIMIT_EXCEEDED", "Too many requests. Please try again later.").ToJson(),
        RateLimitForm.NumberAsCode => new JsonObject
        {
            ["code"] = StatusCodes.Status429TooManyRequests,
            ["error"] = "TOO_MANY_REQUESTS",
            ["error_info"] = forCredits ? "You have exceeded the allowed limit for the past 24 hours." : "You have exceeded the allowed concurrency limit.",
            ["details"] = new JsonArray(),
        },
        _ => CrmError.Of("TOO_MANY_REQUESTS", "You have made too many requests; the limit of calls is exceeded.").ToJson(),
    });
}
