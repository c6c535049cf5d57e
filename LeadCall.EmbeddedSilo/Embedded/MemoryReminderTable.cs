using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Reminders in this process only: they survive a silo when the next one is given the same table.</summary>
internal sealed class MemoryReminderTable : IReminderTable
{
    private readonly ConcurrentDictionary<(GrainId, string), ReminderRow> rows = new();

    public Task<IReadOnlyList<ReminderRow>> ReadAll(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ReminderRow>>([.. rows.Values]);

    public Task Save(ReminderRow row)
    {
        rows[(row.Grain, row.Name)] = row;
        return Task.CompletedTask;
    }

    public Task Remove(GrainId grain, string name)
    {
        rows.TryRemove((grain, name), out _);
        return Task.CompletedTask;
    }
}
