#if !LEADCALL_ORLEANS
using LeadCall.TestKit.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded;
using Orleans.Storage;

namespace LeadCall.Engine.Tests.Hosting;

/// <summary>The embedded engine with its real times on a clock that the test moves.</summary>
public sealed class EmbeddedConformanceHost : ConformanceHost
{
    private readonly IHost host;
    private readonly ManualTimeProvider clock;
    private readonly EmbeddedSiloOptions options;
    private readonly Action<ISiloBuilder> configure;

    private EmbeddedConformanceHost(ManualTimeProvider clock, Action<ISiloBuilder> configure, Action<IServiceCollection> keep)
    {
        this.clock = clock;
        this.configure = configure;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.UseOrleans(silo =>
        {
            silo.AddEmbeddedStreams(Streams);
            AddCommon(silo, Log);
            configure(silo);
        });
        keep(builder.Services);
        host = builder.Build();
        options = host.Services.GetRequiredService<EmbeddedSilo>().Options;
    }

    public override IClusterClient Client => host.Services.GetRequiredService<IClusterClient>();

    public override IServiceProvider Services => host.Services;

    public override TimeSpan ResponseTimeout => options.ResponseTimeout;

    public override TimeSpan CollectionAge => options.CollectionAge;

    public override TimeSpan ReminderMinimum => options.MinimumReminderPeriod;

    public override TimeSpan StreamDeliveryTime => options.StreamDeliveryTime;

    public static async Task<ConformanceHost> StartAsync(Action<ISiloBuilder> configure, TimeSpan? patience = null)
    {
        var started = new EmbeddedConformanceHost(new(), configure, _ => { }) { Patience = patience ?? UpperBound };
        await started.host.StartAsync();
        return started;
    }

    public override bool CancelledInQueueNeverRuns => true;

    public override bool IsFaultOfStop(Exception failure) => failure is OrleansException;

    public override async Task Eventually(Task task, TimeSpan within = default)
    {
        for (var passed = TimeSpan.Zero; passed < within; passed += Step(within))
        {
            await PoolAtRest.Reached(UpperBound);
            if (task.IsCompleted)
            {
                break;
            }

            clock.Advance(Step(within));
        }

        using var patience = new CancellationTokenSource(Patience);
        var given = Task.Delay(Timeout.Infinite, patience.Token);
        if (await Task.WhenAny(task, given) == given)
        {
            throw new NotInTimeException(within);
        }

        await patience.CancelAsync();
        await task;
    }

    public override async Task Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step(time))
        {
            await PoolAtRest.Reached(UpperBound);
            clock.Advance(Step(time));
        }

        await PoolAtRest.Reached(UpperBound);
    }

    public override Task StopAsync() => host.StopAsync();

    public override async Task<ConformanceHost> RestartAsync()
    {
        var storage = host.Services.GetRequiredService<IGrainStorage>();
        var reminders = host.Services.GetRequiredService<IReminderTable>();
        var next = new EmbeddedConformanceHost(clock, configure, services =>
        {
            services.Replace(ServiceDescriptor.Singleton(storage));
            services.Replace(ServiceDescriptor.Singleton(reminders));
        })
        {
            Patience = Patience,
        };
        await next.host.StartAsync();
        return next;
    }

    public override async ValueTask DisposeAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await host.StopAsync(hurry.Token);
        host.Dispose();
    }

    /// <summary>Fine enough that a chain of timers does not drift far, coarse enough to be quick.</summary>
    private static TimeSpan Step(TimeSpan whole) => whole / 40;
}
#endif
