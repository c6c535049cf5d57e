namespace Orleans.Embedded;

/// <summary>
/// Cancellation across a call: the caller stops waiting at once, the callee sees its own token cancelled in a turn of its own, and a
/// request that has not begun never begins.
/// </summary>
internal abstract partial class Request
{
    private bool PrepareCancellation(CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            TryCancel(token);
            return false;
        }

        if (Silo.IsMutated(EmbeddedMutation.DropCancellation))
        {
            Arguments[Method.Cancellation] = CancellationToken.None;
            return true;
        }

        calleeCancellation = new CancellationTokenSource();
        Arguments[Method.Cancellation] = calleeCancellation.Token;
        callerCancellation = token.UnsafeRegister(static (request, cancelled) => ((Request)request!).Cancel(cancelled), this);
        return true;
    }

    private void Cancel(CancellationToken token)
    {
        if (IsOneWay || TryCancel(token))
        {
            Silo.Pending.Remove(this);
            CancelCallee();
            Handler?.Forget(this);
        }
    }

    private void CancelCallee()
    {
        if (calleeCancellation is not { } source)
        {
            return;
        }

        if (Handler is { } activation)
        {
            activation.Enqueue(source.Cancel);
        }
        else
        {
            source.Cancel();
        }
    }
}
