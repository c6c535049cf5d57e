using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A call on its way from a caller to a grain or observer.</summary>
internal abstract partial class Request : Turn
{
    private CancellationTokenSource? calleeCancellation;
    private CancellationTokenRegistration callerCancellation;
    private Activity? callerActivity;
    private Activity? calleeActivity;
    private ImmutableDictionary<string, object>? context;
    private ActivityContext parent;
    private ExecutionContext? captured;

    protected Request(EmbeddedSilo silo, GrainId target, GrainMethod method, object?[] arguments, bool oneWay)
    {
        Silo = silo;
        Target = target;
        Method = method;
        Arguments = arguments;
        IsOneWay = oneWay;
        Timeout = silo.IsMutated(EmbeddedMutation.IgnoreResponseTimeout)
            ? silo.Options.ResponseTimeout
            : method.ResponseTimeout ?? silo.Options.ResponseTimeout;
        Sender = RuntimeContext.Current;
    }

    public EmbeddedSilo Silo { get; }

    public GrainId Target { get; }

    public GrainMethod Method { get; }

    public bool IsOneWay { get; }

    public TimeSpan Timeout { get; }

    public Activation? Sender { get; }

    /// <summary>When it times out, on the time provider's clock.</summary>
    public long Deadline { get; set; }

    /// <summary>Its neighbours among the pending requests.</summary>
    public Request? Previous { get; set; }

    public Request? Next { get; set; }

    public PendingRequests.Shard? Shard { get; set; }

    public abstract bool IsAnswered { get; }

    public override bool Interleaves => Method.IsAlwaysInterleave && !Silo.IsMutated(EmbeddedMutation.IgnoreAlwaysInterleave);

    public override bool KeepsAlive => true;

    public override bool IsAbandoned => IsAnswered && !Silo.IsMutated(EmbeddedMutation.RunExpired);

    protected object?[] Arguments { get; }

    /// <summary>Takes along what travels with a call. False: it was cancelled before it was sent.</summary>
    public bool Prepare()
    {
        context = Silo.IsMutated(EmbeddedMutation.DropRequestContext) ? null : RequestContext.Export();
        captured = Silo.IsMutated(EmbeddedMutation.ActivationsCaptureContext) ? ExecutionContext.Capture() : null;
        if (Silo.Options.PropagateActivity && !Silo.IsMutated(EmbeddedMutation.DropActivity))
        {
            callerActivity = ActivityFlow.StartCaller(Method, Target);
            parent = callerActivity?.Context ?? default;
        }

        if (Method.Cancellation >= 0)
        {
            return PrepareCancellation((CancellationToken)Arguments[Method.Cancellation]!);
        }

        return true;
    }

    public void TimeOut()
    {
        var exception = new TimeoutException(
            $"Response did not arrive on time in {Timeout} for {Method.Name} of {Target}. Whether it was or will be done is unknown.");
        if (Reject(exception))
        {
            CancelCallee();
            if (Silo.IsMutated(EmbeddedMutation.ReleaseCalleeOnTimeout))
            {
                Handler?.Release(this);
            }
        }
    }

    public override void Fail(Exception exception)
    {
        if (IsOneWay)
        {
            LogOneWayNotDelivered(Silo.Log, Method.Name, Target, exception);
        }

        Reject(exception);
    }

    public override void Handover(EmbeddedSilo silo)
    {
        if (!IsAbandoned)
        {
            silo.Route(this);
        }
    }

    protected abstract Task InvokeTarget(Activation? activation, object target);

    protected abstract bool TryReject(Exception exception);

    protected abstract bool TryCancel(CancellationToken token);

    protected abstract void TryAnswer(Task task);

    protected override Task Invoke(Activation activation) => InvokeOn(activation, activation.GrainInstance!);

    /// <summary>Calls the object with the caller's request context and activity around it.</summary>
    public Task InvokeOn(Activation? activation, object target)
    {
        if (captured is not null)
        {
            Task? task = null;
            ExecutionContext.Run(captured, _ => task = InvokeTarget(activation, target), null);
            return task!;
        }

        RequestContext.Import(context);
        if (parent != default)
        {
            calleeActivity = ActivityFlow.StartCallee(Method, Target, parent);
        }

        return InvokeTarget(activation, target);
    }

    /// <summary>The answer of the grain or observer.</summary>
    protected override void Answer(Task task) => Complete(task);

    public void Complete(Task task)
    {
        if (calleeActivity is not null)
        {
            ActivityFlow.Stop(calleeActivity, task.Exception?.InnerException);
        }

        if (IsOneWay)
        {
            if (task.IsFaulted && !Silo.IsMutated(EmbeddedMutation.HideOneWayErrors))
            {
                LogOneWayFailed(Silo.Log, Method.Name, Target, task.Exception!.InnerException!);
            }

            Settle();
            return;
        }

        if (Silo.Chaos.LosesResponse(this))
        {
            Reject(new TimeoutException($"The response of {Method.Name} of {Target} was lost."));
            return;
        }

        Settle();
        TryAnswer(task);
    }

    public override string ToString() => $"{Method.Name} of {Target}";

    private bool Reject(Exception exception)
    {
        var first = TryReject(exception);
        if (first)
        {
            Settle();
            Handler?.Forget(this);
        }

        return first;
    }

    /// <summary>Lets go of whatever waited for the answer.</summary>
    private void Settle()
    {
        Silo.Pending.Remove(this);
        callerCancellation.Dispose();
        if (callerActivity is not null)
        {
            ActivityFlow.Stop(callerActivity, null);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "One-way {Method} of {Target} failed")]
    private static partial void LogOneWayFailed(ILogger logger, string method, GrainId target, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "One-way {Method} could not be delivered to {Target}")]
    private static partial void LogOneWayNotDelivered(ILogger logger, string method, GrainId target, Exception exception);
}
