using System.Text.Json.Nodes;
using LeadCall.ZohoSimulator.Accounts;
using LeadCall.ZohoSimulator.Crm;

namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>Makes what the client is sent out of an outcome and the true answer.</summary>
internal static class Disguise
{
    /// <param name="truth">Null when the request was not carried out (yet).</param>
    public static CrmAnswer As(Outcome outcome, CrmAnswer? truth, bool token) => outcome.Answer switch
    {
        AnswerForm.Error => Error(outcome.Status ?? StatusCodes.Status500InternalServerError, token),
        AnswerForm.Reset => CrmAnswer.Reset,
        AnswerForm.Silence => CrmAnswer.Silence,
        AnswerForm.Html => Html(outcome.Status ?? StatusCodes.Status502BadGateway),
        AnswerForm.RateLimited => TooManyRequests.Answer(outcome.RateLimit),
        AnswerForm.TokenError => TokenRules.ErrorBody(outcome.TokenError!, outcome.Status ?? StatusCodes.Status200OK),
        AnswerForm.CutJson => Cut(truth!),
        AnswerForm.ItemMissing => WithData(truth!, data => data.RemoveAt(data.Count - 1)),
        AnswerForm.ItemTooMany => WithData(truth!, data => data.Add(data[^1]?.DeepClone())),
        _ => truth!,
    };

    /// <summary>A fault of the whole request (FACTS 6); the accounts server has its own form (FACTS 1.6).</summary>
    public static CrmAnswer Error(int status, bool token) => token
        ? TokenRules.ErrorBody("general_error", status)
        : status switch
        {
            StatusCodes.Status500InternalServerError => CrmError.Of("INTERNAL_ERROR", "Internal Server Error").Flat(status),
            > 500 => CrmError.Of("SERVICE_UNAVAILABLE", "The service is unavailable at present").Flat(status),
            _ => CrmError.Of("INVALID_REQUEST", "The request was refused").Flat(status),
        };

    private static CrmAnswer Html(int status) => new(status)
    {
        Text = new($"<!doctype html><html><head><title>{status}</title></head><body><h1>{status}</h1><p>The gateway had no answer.</p></body></html>", "text/html;charset=UTF-8"),
    };

    private static CrmAnswer Cut(CrmAnswer truth) => truth.BodyText is { } text
        ? truth with { Text = new(text[..(text.Length / 2)], CrmAnswer.JsonType) }
        : truth;

    private static CrmAnswer WithData(CrmAnswer truth, Action<JsonArray> change)
    {
        if (truth.Body?["data"] is not JsonArray { Count: > 0 })
        {
            return truth;
        }

        var body = truth.Body.DeepClone();
        change(body["data"]!.AsArray());
        return truth with { Body = body };
    }
}
