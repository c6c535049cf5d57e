using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Grains;

/// <summary>Is woken by reminders.</summary>
public interface IReminded : IGrainWithStringKey
{
    Task Remind(TimeSpan due, TimeSpan period);

    Task Forget();

    Task<int> Reminders();
}

public class RemindedGrain(TimeProvider clock) : Grain, IReminded, IRemindable
{
    public Task Remind(TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder("wake", due, period);

    public async Task Forget() => await this.UnregisterReminder((await this.GetReminder("wake"))!);

    public async Task<int> Reminders() => (await this.GetReminders()).Count;

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Notes.Of(this.GetPrimaryKeyString()).Write(reminderName, clock.GetUtcNow());
        return Task.CompletedTask;
    }
}
