using LeadCall.Grains.Zoho;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Calls;

/// <summary>What a refusal means once the record it is about was read (DESIGN 8, FEATURES E15). Pure.</summary>
public static class RefusalDecision
{
    public static RefusalMove Next(WriteRow refused, RecordStanding standing)
    {
        if (!standing.Answer.IsOk)
        {
            return new RefusalMove.TryLater();
        }

        var isDuplicate = refused.Cause == ErrorCause.Duplicate;
        return standing switch
        {
            { State: not RecordState.Gone, CarriesOurRef: true } when isDuplicate => new RefusalMove.Adopt(),
            { State: RecordState.Converted, ContactId: { } contactId } => new RefusalMove.GoTo(new SyncTarget(ModuleName.Contacts, contactId)),
            { State: RecordState.Present } when isDuplicate => new RefusalMove.GoTo(
                new SyncTarget(SyncNames.Of(standing.Question.Module), standing.Question.RecordId)),
            { State: RecordState.Present } => new RefusalMove.Fail(),
            _ => new RefusalMove.MatchAgain(),
        };
    }
}

/// <summary>Where a call goes after a refusal.</summary>
public abstract record RefusalMove
{
    private RefusalMove()
    {
    }

    /// <summary>The record could not be read.</summary>
    public sealed record TryLater : RefusalMove;

    /// <summary>The record is the one this step was to make: an earlier send made it.</summary>
    public sealed record Adopt : RefusalMove;

    public sealed record GoTo(SyncTarget Target) : RefusalMove;

    /// <summary>Nothing is left of the record: who has the number now?</summary>
    public sealed record MatchAgain : RefusalMove;

    /// <summary>The record is as it should be: the refusal stands.</summary>
    public sealed record Fail : RefusalMove;
}
