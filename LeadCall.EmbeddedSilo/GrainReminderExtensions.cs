using Orleans.Embedded;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Reminders of a grain: they survive the activation and the process. Period at least one minute.</summary>
public static class GrainReminderExtensions
{
    public static Task<IGrainReminder> RegisterOrUpdateReminder(
        this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        RegisterOrUpdateReminder((IGrainBase)grain, reminderName, dueTime, period);

    public static Task<IGrainReminder> RegisterOrUpdateReminder(
        this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        var context = ContextOf(grain);
        ArgumentException.ThrowIfNullOrWhiteSpace(reminderName);
        return grain is IRemindable
            ? context.Silo.Reminders.RegisterOrUpdate(context.GrainId, reminderName, dueTime, period)
            : throw new InvalidOperationException($"Grain {context.GrainId} must implement IRemindable to have reminders.");
    }

    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) => UnregisterReminder((IGrainBase)grain, reminder);

    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder)
    {
        var context = ContextOf(grain);
        ArgumentNullException.ThrowIfNull(reminder);
        return context.Silo.Reminders.Unregister(context.GrainId, reminder.ReminderName);
    }

    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) => GetReminder((IGrainBase)grain, reminderName);

    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName)
    {
        var context = ContextOf(grain);
        ArgumentException.ThrowIfNullOrWhiteSpace(reminderName);
        return context.Silo.Reminders.Get(context.GrainId, reminderName);
    }

    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => GetReminders((IGrainBase)grain);

    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain)
    {
        var context = ContextOf(grain);
        return context.Silo.Reminders.GetAll(context.GrainId);
    }

    private static Activation ContextOf(IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return (Activation)grain.GrainContext;
    }
}
