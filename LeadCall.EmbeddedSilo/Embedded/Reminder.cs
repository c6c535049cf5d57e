using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>One reminder: ticks at its first tick plus whole periods. A tick missed while the process was down is not made up for.</summary>
internal sealed partial class Reminder : IGrainReminder, IDisposable
{
    /// <summary>The longest a timer of the framework can wait; longer waits take several.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly EmbeddedSilo silo;
    private readonly ITimer timer;
    private DateTimeOffset next;
    private volatile bool ended;

    public Reminder(EmbeddedSilo silo, ReminderRow row)
    {
        this.silo = silo;
        Row = row;
        timer = silo.Time.CreateTimer(
            static self => _ = ((Reminder)self!).TickAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ReminderRow Row { get; }

    public string ReminderName => Row.Name;

    public void SetNext()
    {
        var now = silo.Time.GetUtcNow();
        next = Row.FirstTick >= now ? Row.FirstTick : Row.FirstTick + (Row.Period * (((now - Row.FirstTick).Ticks / Row.Period.Ticks) + 1));
        var wait = next - now;
        if (!ended)
        {
            timer.Change(wait < Longest ? wait : Longest, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        ended = true;
        timer.Dispose();
    }

    private async Task TickAsync()
    {
        if (silo.Time.GetUtcNow() >= next)
        {
            for (var times = silo.Chaos.DuplicatesReminder(Row) ? 2 : 1; times > 0 && !ended; times--)
            {
                await RemindAsync();
            }
        }

        SetNext();
    }

    private async Task RemindAsync()
    {
        try
        {
            var grain = silo.GrainFactory.GetGrain<IRemindable>(Row.Grain);
            var status = new TickStatus(Row.FirstTick.UtcDateTime, Row.Period, silo.Time.GetUtcNow().UtcDateTime);
            await grain.ReceiveReminder(Row.Name, status);
        }
        catch (Exception exception)
        {
            LogFailed(silo.Log, Row.Name, Row.Grain, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Reminder {Name} of {Grain} failed; it ticks again in time")]
    private static partial void LogFailed(ILogger logger, string name, GrainId grain, Exception exception);
}
