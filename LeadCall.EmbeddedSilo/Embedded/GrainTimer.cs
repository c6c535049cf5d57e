using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A timer of one activation. At most one tick exists at a time: the next is set when the last has ended.</summary>
internal sealed partial class GrainTimer : IGrainTimer
{
    private readonly Lock gate = new();
    private readonly Activation activation;
    private readonly Func<CancellationToken, Task> callback;
    private readonly GrainTimerCreationOptions options;
    private readonly CancellationTokenSource disposal = new();
    private readonly ITimer timer;
    private TimeSpan due;
    private TimeSpan period;
    private bool ticking;
    private bool changed;
    private long tickBegan;

    private GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        this.activation = activation;
        this.callback = activation.Silo.IsMutated(EmbeddedMutation.TimersCaptureContext)
            ? Captured(callback, ExecutionContext.Capture()!)
            : callback;
        this.options = options;
        due = options.DueTime;
        period = options.Period;
        timer = CreateTimer(activation.Silo.Time);
    }

    private EmbeddedSilo Silo => activation.Silo;

    public static IGrainTimer Register(IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (grain.GrainContext is not Activation activation || !ReferenceEquals(RuntimeContext.Current, activation))
        {
            throw new InvalidOperationException(
                $"A timer of {grain.GetType().Name} can only be registered in a turn of that activation, not from Task.Run or outside.");
        }

        Validate(options.DueTime, options.Period);
        var timer = new GrainTimer(activation, callback, options);
        activation.Add(timer);
        timer.Set(options.DueTime);
        return timer;
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, period);
        lock (gate)
        {
            due = dueTime;
            this.period = period;
            changed = true;
            if (!ticking)
            {
                Set(dueTime);
            }
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        disposal.Cancel();
        activation.Remove(this);
    }

    private static void Validate(TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero && dueTime != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, "The due time must be zero or more, or infinite.");
        }

        if (period < TimeSpan.Zero && period != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(period), period, "The period must be zero or more, or infinite.");
        }
    }

    private static Func<CancellationToken, Task> Captured(Func<CancellationToken, Task> callback, ExecutionContext context) => cancellation =>
    {
        Task? task = null;
        ExecutionContext.Run(context, _ => task = callback(cancellation), null);
        return task!;
    };

    /// <summary>Without the async locals of whoever registers it.</summary>
    private ITimer CreateTimer(TimeProvider time)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Create();
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Create();
        }

        ITimer Create() =>
            time.CreateTimer(static self => ((GrainTimer)self!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Set(TimeSpan after) => timer.Change(after, Timeout.InfiniteTimeSpan);

    private void Fire()
    {
        lock (gate)
        {
            ticking = !Silo.IsMutated(EmbeddedMutation.TimersOverlap);
            tickBegan = Silo.Time.GetTimestamp();
            if (!ticking)
            {
                Set(period);
            }
        }

        activation.Receive(new Tick(this));
    }

    private Task Invoke()
    {
        changed = false;
        return callback(disposal.Token);
    }

    private void Ended(Task task)
    {
        if (task.Exception?.InnerException is { } exception and not OperationCanceledException)
        {
            LogTickFailed(Silo.Log, activation.GrainId, exception);
        }

        lock (gate)
        {
            if (!ticking || disposal.IsCancellationRequested)
            {
                return;
            }

            ticking = false;
            Set(changed ? due : NextPeriod());
        }
    }

    private TimeSpan NextPeriod()
    {
        if (!Silo.IsMutated(EmbeddedMutation.PeriodFromStart) || period == Timeout.InfiniteTimeSpan)
        {
            return period;
        }

        var left = period - Silo.Time.GetElapsedTime(tickBegan);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A timer of {Grain} failed; it goes on")]
    private static partial void LogTickFailed(ILogger logger, GrainId grain, Exception exception);

    private sealed class Tick(GrainTimer timer) : Turn
    {
        public override bool Interleaves =>
            timer.options.Interleave || timer.Silo.IsMutated(EmbeddedMutation.TimersInterleave);

        public override bool KeepsAlive => timer.options.KeepAlive;

        public override bool IsAbandoned => timer.disposal.IsCancellationRequested;

        /// <summary>A timer dies with its activation.</summary>
        public override void Handover(EmbeddedSilo silo)
        {
        }

        public override void Fail(Exception exception)
        {
        }

        protected override Task Invoke(Activation activation) => timer.Invoke();

        protected override void Answer(Task task) => timer.Ended(task);
    }
}
