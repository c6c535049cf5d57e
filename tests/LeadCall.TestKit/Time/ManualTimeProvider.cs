namespace LeadCall.TestKit.Time;

/// <summary>
/// A clock that stands still until it is told to move. Timers whose time has come run one after the other, in order of their due time,
/// on the thread that moves the clock; while one runs, the clock shows its due time.
/// </summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly SortedSet<ManualTimer> waiting = new(ManualTimer.ByDueTime);
    private DateTimeOffset now = start;
    private long timers;

    /// <summary>Starts on a Monday morning.</summary>
    public ManualTimeProvider()
        : this(new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state, Interlocked.Increment(ref timers));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward and runs what falls due on the way, as often as it falls due.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = GetUtcNow() + by;
        while (NextDue(until) is { } timer)
        {
            timer.Fire();
        }

        lock (gate)
        {
            now = until > now ? until : now;
        }
    }

    private ManualTimer? NextDue(DateTimeOffset until)
    {
        lock (gate)
        {
            if (waiting.Min is not { } timer || timer.Due > until)
            {
                return null;
            }

            waiting.Remove(timer);
            now = timer.Due > now ? timer.Due : now;
            timer.SetNextPeriod(now);
            if (timer.IsSet)
            {
                waiting.Add(timer);
            }

            return timer;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state, long number) : ITimer
    {
        private TimeSpan period;
        private bool disposed;

        public static IComparer<ManualTimer> ByDueTime { get; } = Comparer<ManualTimer>.Create(
            (left, right) => (left.Due, left.Number).CompareTo((right.Due, right.Number)));

        public DateTimeOffset Due { get; private set; }

        public bool IsSet { get; private set; }

        private long Number { get; } = number;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                if (disposed)
                {
                    return false;
                }

                clock.waiting.Remove(this);
                this.period = period;
                IsSet = dueTime != Timeout.InfiniteTimeSpan;
                if (IsSet)
                {
                    Due = clock.now + dueTime;
                    clock.waiting.Add(this);
                }

                return true;
            }
        }

        public void SetNextPeriod(DateTimeOffset from)
        {
            IsSet = period > TimeSpan.Zero;
            Due = IsSet ? from + period : Due;
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock.gate)
            {
                disposed = true;
                IsSet = false;
                clock.waiting.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
