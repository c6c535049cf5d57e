using LeadCall.Storage.Syncs;
using LeadCall.Storage.Zoho;
using LeadCall.Zoho.Outcomes;

namespace LeadCall.Grains.Zoho;

/// <summary>What an outcome of Zoho makes of a sent row (DESIGN 4, "What an answer of Zoho means"). Pure.</summary>
internal static class WriteAnswers
{
    public static WriteAnswer Of(TakenWrite write, WriteOutcome outcome) => outcome switch
    {
        WriteOutcome.Done done => new(write.Key, write.Sends, WriteState.Done, "done", done.Id, null, null),
        WriteOutcome.NotSent notSent => new(write.Key, write.Sends, WriteState.Planned, "not_sent", null, Code(notSent.Reason), notSent.Explanation)
        {
            Cause = ErrorCause.Connection,
        },
        WriteOutcome.Unknown unknown => new(write.Key, write.Sends, WriteState.Unknown, "unknown", null, "OUTCOME_UNKNOWN", unknown.Explanation),
        WriteOutcome.Refused refused => Refused(write, refused.Error),
        _ => throw new InvalidOperationException($"Unknown write outcome {outcome.GetType().Name}."),
    };

    private static WriteAnswer Refused(TakenWrite write, ZohoError whole)
    {
        var error = ErrorCauses.Leading(whole, write.Key.Step);
        var cause = ErrorCauses.Of(error, write.Key.Step);
        return new(
            write.Key, write.Sends, MayBeSentAgain(cause, write.Key.Step) ? WriteState.Planned : WriteState.Refused, "refused", null, error.Code, Text(error))
        {
            Cause = cause,
            Field = error.Field,
            Named = error.Duplicate is { } duplicate ? new SyncTarget(duplicate.Module ?? ModuleName.Leads, duplicate.Id) : null,
        };
    }

    /// <summary>A missing scope stops Leads and Calls until somebody connects again; the optional Task step ends with a warning (FEATURES A4).</summary>
    private static bool MayBeSentAgain(string cause, string step) => cause switch
    {
        ErrorCause.Connection or ErrorCause.Passing => true,
        ErrorCause.Scope => step != StepName.Task,
        _ => false,
    };

    private static string Code(NotSentReason reason) => reason switch
    {
        NotSentReason.CircuitOpen => ZohoErrorCodes.CircuitOpen,
        NotSentReason.UnknownServer => ZohoErrorCodes.UnknownServer,
        _ => ZohoErrorCodes.Transport,
    };

    private static string Text(ZohoError error) => error.Field is { } field ? $"{error.Message} ({field})" : error.Message;
}
