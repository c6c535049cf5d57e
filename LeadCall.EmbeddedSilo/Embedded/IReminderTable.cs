using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Where reminders are kept.</summary>
public interface IReminderTable
{
    Task<IReadOnlyList<ReminderRow>> ReadAll(CancellationToken cancellation);

    Task Save(ReminderRow row);

    Task Remove(GrainId grain, string name);
}

/// <summary>A reminder: when it first ticks and how often from then on.</summary>
public sealed record ReminderRow(GrainId Grain, string Name, DateTimeOffset FirstTick, TimeSpan Period);
