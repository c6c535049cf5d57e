using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>All reminders of the silo. The table is read once at the start: no other process writes it.</summary>
internal sealed class ReminderService(EmbeddedSilo silo, IReminderTable table) : IDisposable
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), Reminder> reminders = new();
    private volatile bool running;

    public async Task LoadAsync(CancellationToken cancellation)
    {
        if (silo.IsMutated(EmbeddedMutation.ForgetReminders))
        {
            return;
        }

        foreach (var row in await table.ReadAll(cancellation))
        {
            reminders[(row.Grain, row.Name)] = new(silo, row);
        }
    }

    public void Begin()
    {
        running = true;
        foreach (var reminder in reminders.Values)
        {
            reminder.SetNext();
        }
    }

    public async Task<IGrainReminder> RegisterOrUpdate(GrainId grain, string name, TimeSpan due, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(due, TimeSpan.Zero);
        if (period < silo.Options.MinimumReminderPeriod && !silo.IsMutated(EmbeddedMutation.NoReminderMinimum))
        {
            throw new ArgumentException(
                $"Reminder '{name}' of {grain} has a period of {period}. The shortest is {silo.Options.MinimumReminderPeriod}: use a timer for less.",
                nameof(period));
        }

        var row = new ReminderRow(grain, name, silo.Time.GetUtcNow() + due, period);
        await table.Save(row);
        var next = new Reminder(silo, row);
        reminders.AddOrUpdate((grain, name), next, (_, old) =>
        {
            old.Dispose();
            return next;
        });
        if (running)
        {
            next.SetNext();
        }

        return next;
    }

    public async Task Unregister(GrainId grain, string name)
    {
        if (silo.IsMutated(EmbeddedMutation.KeepUnregisteredReminders))
        {
            return;
        }

        await table.Remove(grain, name);
        if (reminders.TryRemove((grain, name), out var reminder))
        {
            reminder.Dispose();
        }
    }

    public Task<IGrainReminder?> Get(GrainId grain, string name) =>
        Task.FromResult<IGrainReminder?>(reminders.GetValueOrDefault((grain, name)));

    public Task<List<IGrainReminder>> GetAll(GrainId grain) =>
        Task.FromResult(reminders.Values.Where(reminder => reminder.Row.Grain == grain).ToList<IGrainReminder>());

    public void Dispose()
    {
        running = false;
        foreach (var reminder in reminders.Values)
        {
            reminder.Dispose();
        }
    }
}
