using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.ZohoSimulator.Crm.Limits;

/// <summary>
/// The answer 429 in the three forms seen (FACTS 5.4). There is no <c>Retry-After</c>, and the code is the same whichever limit was met; only
/// the number form's sentence names one, and that is a hint.
/// </summary>
internal static class TooManyRequests
{
    public static CrmAnswer Answer(LimitHit hit, CrmSwitches switches) => switches.TooManyRequestsForm switch
    {
        "RATE_LIMIT_EXCEEDED" => CrmError.Of("RATE_LIMIT_EXCEEDED", "Too many requests. Please try again later.").Flat(StatusCodes.Status429TooManyRequests),
        "number" => new CrmAnswer(StatusCodes.Status429TooManyRequests, new JsonObject
        {
            ["code"] = StatusCodes.Status429TooManyRequests,
            ["error"] = "TOO_MANY_REQUESTS",
            ["error_info"] = hit == LimitHit.Credits
                ? "You have exceeded the allowed limit for the past 24 hours."
                : "You have exceeded the allowed concurrency limit.",
            ["details"] = new JsonArray(),
        }),
        _ => CrmError.Of("TOO_MANY_REQUESTS", "too many requests fired within the allowed limit").Flat(StatusCodes.Status429TooManyRequests),
    };
}
