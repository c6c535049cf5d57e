namespace LeadCall.ZohoSimulator.World.Faults;

/// <summary>A request that stands at a barrier, or stood there.</summary>
public sealed class HeldRequest
{
    private readonly RequestFacts request;
    private readonly TaskCompletionSource<Outcome> released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal HeldRequest(RequestFacts request, Moment moment)
    {
        this.request = request;
        Moment = moment;
    }

    /// <summary>Its number in the request log; <c>r</c> before it is the ledger's request id.</summary>
    public long Number => request.Number;

    public Moment Moment { get; }

    public string? Organisation => request.Organisation;

    public string Method => request.Method;

    public string Operation => request.Operation;

    public string? Module => request.Module;

    /// <summary>Items in the body's <c>data</c>; 0 when it has none.</summary>
    public int Items => request.Items;

    /// <summary>As it came; empty for the token endpoint.</summary>
    public string Body => request.BodyText;

    public bool IsWaiting => !released.Task.IsCompleted;

    internal Task<Outcome> Released => released.Task;

    /// <summary>
    /// Ends the wait; absent = the request goes on normally. Completes when the write is done, discarded or scheduled, whether or not the
    /// client is still there. A range of seconds counts with its lower end.
    /// </summary>
    /// <exception cref="ArgumentException">It was released before, or the outcome does not fit where it is held.</exception>
    public Task Release(Outcome? outcome = null)
    {
        Check(outcome ?? Outcome.Normal);
        return released.TrySetResult(outcome ?? Outcome.Normal)
            ? settled.Task
            : throw new ArgumentException($"Request {Number} was released already.");
    }

    /// <summary>Completes when the client of a waiting request has hung up or died, as far as the connection tells.</summary>
    public async Task ClientGone(CancellationToken cancellation = default)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (request.ClientGone.UnsafeRegister(_ => gone.TrySetResult(), null))
        {
            await gone.Task.WaitAsync(cancellation);
        }
    }

    internal void Check(Outcome outcome)
    {
        var mistake = Moment == Moment.Before ? OutcomeRules.Mistake(outcome, request.IsToken) : OutcomeRules.MistakeAfterTheWrite(outcome, request.IsToken);
        if (mistake is not null)
        {
            throw new ArgumentException(mistake);
        }
    }

    /// <summary>The simulator stops: what is not written is discarded, the connection is reset.</summary>
    internal void GiveUp() => released.TrySetResult(Outcome.AnswerLost(Moment == Moment.Before ? WriteFate.NotDone : WriteFate.Done));

    internal void Settle() => settled.TrySetResult();
}
