using System.Collections.Immutable;
using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Calls;

/// <summary>The next thing to do for a call: what <see cref="SyncDecision"/> answers and <see cref="CallSyncGrain"/> does.</summary>
public abstract record SyncMove
{
    private SyncMove()
    {
    }

    /// <summary>It is no longer pending.</summary>
    public sealed record Nothing : SyncMove;

    /// <summary>A pick may still be undone: nothing begins before <paramref name="Until"/>.</summary>
    public sealed record Rest(DateTimeOffset Until) : SyncMove;

    /// <summary>Ask the CRM index who the caller is.</summary>
    /// <param name="Pick">What a person picked: it must still be there.</param>
    public sealed record AskCrm(SyncTarget? Pick = null) : SyncMove;

    /// <summary>Plan the writes that go to a known record.</summary>
    public sealed record PlanFollowUps(SyncTarget Target, ImmutableArray<string> Steps) : SyncMove;

    /// <summary>Hand planned writes to the connection.</summary>
    public sealed record Submit(ImmutableArray<WriteRow> Writes) : SyncMove;

    /// <summary>Requests are under way since <paramref name="SentAt"/>; the answer will come as a message, or the row is doubted.</summary>
    public sealed record AwaitAnswers(DateTimeOffset SentAt) : SyncMove;

    /// <summary>Rows are sent for so long that their sender must have died.</summary>
    public sealed record Doubt : SyncMove;

    /// <summary>Look in Zoho whether an unknown write happened.</summary>
    /// <param name="Looks">Looks made before.</param>
    public sealed record Look(string Step, int Looks) : SyncMove;

    /// <summary>Read the record a refusal is about: the one it goes to, or the one Zoho has already.</summary>
    public sealed record CheckRecord(string Step, SyncTarget Record) : SyncMove;

    /// <summary>The tenant's CRM insists on a field (FEATURES E13).</summary>
    public sealed record NeedField(string Step, string Field) : SyncMove;

    public sealed record Wait(PutOff PutOff) : SyncMove;

    public sealed record End(Finish Finish) : SyncMove;
}

/// <summary>Why the grain looks at its rows.</summary>
public enum SyncTrigger
{
    /// <summary>The queue says it is due.</summary>
    Due,

    /// <summary>A write was answered: a write that could not be done now is put off rather than sent again at once.</summary>
    Answered,
}
