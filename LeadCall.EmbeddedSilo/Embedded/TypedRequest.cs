using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A call whose answer is a <typeparamref name="T"/> (<see cref="object"/> where there is none).</summary>
internal class Request<T>(EmbeddedSilo silo, GrainId target, GrainMethod method, object?[] arguments, bool oneWay)
    : Request(silo, target, method, arguments, oneWay)
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => answer.Task;

    public override bool IsAnswered => answer.Task.IsCompleted;

    protected override Task InvokeTarget(Activation? activation, object target) => Method.Invoke(target, Arguments);

    protected override bool TryReject(Exception exception) => answer.TrySetException(exception);

    protected override bool TryCancel(CancellationToken token) => answer.TrySetCanceled(token);

    protected override void TryAnswer(Task task)
    {
        if (task.IsFaulted)
        {
            answer.TrySetException(Silo.IsMutated(EmbeddedMutation.WrapExceptions)
                ? new AggregateException(task.Exception!.InnerExceptions)
                : task.Exception!.InnerException!);
        }
        else if (task.IsCanceled)
        {
            answer.TrySetCanceled();
        }
        else
        {
            TryResult(task);
        }
    }

    private void TryResult(Task task)
    {
        try
        {
#pragma warning disable VSTHRD002 // The task has ended: nothing waits.
            answer.TrySetResult(task is Task<T> typed ? Silo.RoundTrip.Pass(typed.Result, $"the result of {this}") : default!);
#pragma warning restore VSTHRD002
        }
        catch (Exception exception)
        {
            answer.TrySetException(exception);
        }
    }
}
