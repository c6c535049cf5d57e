namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>Which outcomes make sense.</summary>
internal static class OutcomeRules
{
    /// <summary>What is wrong with the outcome of a fault or of a request held before its write, or null.</summary>
    public static string? Mistake(Outcome outcome, bool token) =>
        NeedsTrueAnswer(outcome.Answer) && outcome.Fate != WriteFate.Done
            ? $"The answer '{outcome.Answer}' is made from the true one, so the write must be done. Choose error, html, reset or silence for a write that is not."
        : outcome.Fate == WriteFate.Late && outcome.WriteAfterSeconds is null ? "A late write needs write_after_seconds, e.g. {\"from\": 20, \"to\": 90}."
        : outcome.Fate == WriteFate.NotDone && outcome.WriteAfterSeconds is not null ? "A write that is not done cannot be waited for: leave out write_after_seconds."
        : outcome.Answer == AnswerForm.RateLimited && outcome.Fate != WriteFate.NotDone ? "Who is told 429 was turned away: the write cannot be done."
        : outcome.Answer == AnswerForm.RateLimited && token ? "The token endpoint has its own way to say so: token_error with \"Access Denied\"."
        : outcome.Answer == AnswerForm.TokenError && !token ? "Only the token endpoint answers token_error: match the operation 'token'."
        : outcome.Answer == AnswerForm.TokenError && string.IsNullOrEmpty(outcome.TokenError) ? "token_error needs the word, e.g. \"general_error\"."
        : outcome.Status is < 200 or > 599 ? $"Status {outcome.Status} is none: use 200 to 599."
        : outcome.Answer == AnswerForm.Error && outcome.Status is < 400 ? $"Status {outcome.Status} is no error: use 400 to 599."
        : Mistake(outcome.WriteAfterSeconds) ?? Mistake(outcome.AnswerAfterSeconds);

    /// <summary>The same for a request held after its write, where only the answer is still open.</summary>
    public static string? MistakeAfterTheWrite(Outcome outcome, bool token) =>
        outcome.Fate != WriteFate.Done || outcome.WriteAfterSeconds is not null
            ? "The request was held after its write, which is done: only its answer can still be chosen."
            : Mistake(outcome, token);

    private static bool NeedsTrueAnswer(AnswerForm answer) =>
        answer is AnswerForm.AsItIs or AnswerForm.CutJson or AnswerForm.ItemMissing or AnswerForm.ItemTooMany;

    private static string? Mistake(SecondsRange? range) => range is not null && (range.From < 0 || range.To < range.From || range.To > 86_400)
        ? $"The range {range.From} to {range.To} seconds is none: 0 ≤ from ≤ to ≤ 86400."
        : null;
}
