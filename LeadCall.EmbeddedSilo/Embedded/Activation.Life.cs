using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>Beginning and end of an activation.</summary>
internal sealed partial class Activation
{
    private readonly List<GrainTimer> timers = [];
    private readonly List<IPersistedPart> persisted = [];
    private DeactivationReason? ending;

    public void Add(IPersistedPart part) => persisted.Add(part);

    public void Add(GrainTimer timer)
    {
        lock (gate)
        {
            timers.Add(timer);
        }
    }

    public void Remove(GrainTimer timer)
    {
        lock (gate)
        {
            timers.Remove(timer);
        }
    }

    /// <summary>Asks to end. What runs goes on, what waits goes to the next activation.</summary>
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (deactivationReason.ReasonCode == DeactivationReasonCode.ApplicationRequested
            && Silo.IsMutated(EmbeddedMutation.KeepAfterDeactivateOnIdle))
        {
            return;
        }

        lock (gate)
        {
            if (state is State.Deactivating or State.Gone || ending is not null)
            {
                return;
            }

            ending = deactivationReason;
            switch (state)
            {
                case State.New:
                    state = State.Creating;
                    scheduler.Enqueue(() => Finish(deactivationReason));
                    break;
                case State.Active:
                    BeginEnd();
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Ends it when nothing runs, nothing waits and it was last used longer ago than <paramref name="age"/>.</summary>
    public void CollectIfIdle(TimeSpan age)
    {
        lock (gate)
        {
            if (state != State.Active || running.Count > 0 || waiting.Count > 0 || Silo.Time.GetElapsedTime(lastUsed) < age)
            {
                return;
            }
        }

        Deactivate(new(DeactivationReasonCode.ActivationIdle, $"It was not used for {age}."));
    }

    /// <summary>What a turn's outcome means for the activation itself.</summary>
    public void BeforeRelease(Turn turn, Task task)
    {
        if (task.Exception?.InnerException is InconsistentStateException { IsSourceActivation: true } inconsistent
            && !Silo.IsMutated(EmbeddedMutation.KeepAfterInconsistentState))
        {
            inconsistent.IsSourceActivation = false;
            Deactivate(new(DeactivationReasonCode.ApplicationError, inconsistent, "Its state was written by somebody else."));
        }
        else if (turn is Request request && Silo.Chaos.DeactivatesAfter(request))
        {
            Deactivate(new(DeactivationReasonCode.RuntimeRequested, "Disturbed for a test."));
        }
    }

    /// <summary>Tells everybody who waits that it will not be done here.</summary>
    public void FailWaiting(Exception exception)
    {
        Turn[] failed;
        lock (gate)
        {
            failed = [.. waiting];
            waiting.Clear();
        }

        foreach (var turn in failed)
        {
            turn.Fail(exception);
        }
    }

    private void BeginIfNew()
    {
        if (state == State.New)
        {
            state = State.Creating;
            scheduler.Enqueue(() => _ = ActivateAsync());
        }
    }

    private async Task ActivateAsync()
    {
        using var limit = new CancellationTokenSource(Silo.Options.ActivationTimeout, Silo.Time);
        try
        {
            scope = Silo.Services.CreateAsyncScope();
            var grain = Class.Create(this, scope.Value.ServiceProvider);
            GrainInstance = grain;
            foreach (var part in persisted)
            {
                await part.ReadAsync(limit.Token);
            }

            await grain.OnActivateAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception)
        {
            LogActivationFailed(Silo.Log, GrainId, exception);
            await FailAsync(exception);
            return;
        }

        lock (gate)
        {
            state = State.Active;
            StartWhatMayRun();
            if (ending is not null)
            {
                BeginEnd();
            }
        }
    }

    /// <summary>It could not start: everybody who waits is told, and the next call tries with a new activation.</summary>
    private async Task FailAsync(Exception exception)
    {
        var failed = Bury();
        if (!Silo.IsMutated(EmbeddedMutation.KeepFailedActivation))
        {
            Silo.Activations.Remove(this);
        }

        await DisposeAsync();
        deactivated.TrySetResult();
        foreach (var turn in failed)
        {
            turn.Fail(exception);
        }
    }

    private void BeginEnd()
    {
        state = State.Deactivating;
        EndIfIdle();
    }

    private void EndIfIdle()
    {
        if (state == State.Deactivating && running.Count == 0 && ending is { } reason)
        {
            ending = null;
            scheduler.Enqueue(() => Finish(reason));
        }
    }

    private void Finish(DeactivationReason reason) => _ = FinishAsync(reason);

    private async Task FinishAsync(DeactivationReason reason)
    {
        StopTimers();
        if (GrainInstance is Grain grain && !Silo.SkipsOnDeactivate(reason))
        {
            try
            {
                using var limit = new CancellationTokenSource(Silo.Options.ActivationTimeout, Silo.Time);
                await grain.OnDeactivateAsync(reason, limit.Token).WaitAsync(limit.Token);
            }
            catch (Exception exception)
            {
                LogDeactivationFailed(Silo.Log, GrainId, exception);
            }
        }

        await DisposeAsync();
        var left = Bury();
        Silo.Activations.Remove(this);
        deactivated.TrySetResult();
        foreach (var turn in left)
        {
            if (Silo.IsMutated(EmbeddedMutation.FaultQueueOnDeactivation))
            {
                turn.Fail(new SiloUnavailableException("Its activation ended."));
            }
            else
            {
                turn.Handover(Silo);
            }
        }
    }

    /// <summary>Takes nothing more; answers with what was waiting.</summary>
    private Turn[] Bury()
    {
        lock (gate)
        {
            state = State.Gone;
            Turn[] left = [.. waiting];
            waiting.Clear();
            return left;
        }
    }

    private void StopTimers()
    {
        GrainTimer[] stopped;
        lock (gate)
        {
            stopped = [.. timers];
        }

        foreach (var timer in stopped)
        {
            timer.Dispose();
        }
    }

    private async Task DisposeAsync()
    {
        StopTimers();
        try
        {
            switch (GrainInstance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
                default:
                    break;
            }

            if (scope is { } services)
            {
                await services.DisposeAsync();
            }
        }
        catch (Exception exception)
        {
            LogDeactivationFailed(Silo.Log, GrainId, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Activating {Grain} failed")]
    private static partial void LogActivationFailed(ILogger logger, GrainId grain, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Deactivating {Grain} failed; it is gone all the same")]
    private static partial void LogDeactivationFailed(ILogger logger, GrainId grain, Exception exception);
}
