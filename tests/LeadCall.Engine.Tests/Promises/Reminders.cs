using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Promises;

public sealed class Reminders : ConformanceTest
{
    [Fact, BreaksUnder("ForgetReminders")]
    public async Task Reminders_survive_restarts()
    {
        var host = await Start();
        var key = host.NewKey();
        await host.Eventually(host.Grain<IReminded>(key).Remind(host.ReminderMinimum, host.ReminderMinimum));
        await host.Eventually(Notes.Of(key).Until("wake"), host.ReminderMinimum * 2);

        await host.Eventually(host.StopAsync());
        var next = await Restart(host);
        var before = Notes.Of(key).Count("wake");

        await next.Eventually(Notes.Of(key).Until("wake", before + 2), next.ReminderMinimum * 4);
    }

    [Fact, BreaksUnder("NoReminderMinimum")]
    public async Task A_reminder_shorter_than_the_minimum_is_refused()
    {
        var host = await Start();

        var failure = await host.Failure(
            host.Grain<IReminded>(host.NewKey()).Remind(TimeSpan.Zero, host.ReminderMinimum - TimeSpan.FromMilliseconds(1)));

        failure.ShouldBeAssignableTo<ArgumentException>();
    }

    [Fact, BreaksUnder("KeepUnregisteredReminders")]
    public async Task An_unregistered_reminder_is_gone()
    {
        var host = await Start();
        var reminded = host.Grain<IReminded>(host.NewKey());
        await host.Eventually(reminded.Remind(host.ReminderMinimum, host.ReminderMinimum));
        (await host.Eventually(reminded.Reminders())).ShouldBe(1);

        await host.Eventually(reminded.Forget());

        (await host.Eventually(reminded.Reminders())).ShouldBe(0);
    }
}
