using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that can be woken by reminders. One that ends or throws late is not called twice at once.</summary>
public interface IRemindable : IGrain
{
    Task ReceiveReminder(string reminderName, TickStatus status);
}
