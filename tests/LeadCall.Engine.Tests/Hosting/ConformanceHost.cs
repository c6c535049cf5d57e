using LeadCall.Engine.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;

namespace LeadCall.Engine.Tests.Hosting;

/// <summary>A running engine under test. Embedded always, Orleans when that engine is built.</summary>
public abstract class ConformanceHost : IAsyncDisposable
{
    public const string Streams = "leadcall";

    /// <summary>For what takes a moment unless the machine is starved; only a failing test meets it.</summary>
    protected static readonly TimeSpan UpperBound = TimeSpan.FromMinutes(1);

    /// <summary>How long the suite waits in real time for what should have happened.</summary>
    public TimeSpan Patience { get; init; } = UpperBound;

    public abstract IClusterClient Client { get; }

    public abstract IServiceProvider Services { get; }

    /// <summary>How long callers wait on this host.</summary>
    public abstract TimeSpan ResponseTimeout { get; }

    public abstract TimeSpan CollectionAge { get; }

    /// <summary>The shortest period that a reminder may have on this host.</summary>
    public abstract TimeSpan ReminderMinimum { get; }

    /// <summary>How long a stream item is offered to a consumer that throws.</summary>
    public abstract TimeSpan StreamDeliveryTime { get; }

    /// <summary>
    /// Whether a caller may get this when its call is outstanding at a graceful stop. Orleans leaves calls within a silo to their
    /// response time-out and fails those to another silo: who calls grains must take both for "unknown".
    /// </summary>
    public abstract bool IsFaultOfStop(Exception failure);

    /// <summary>
    /// Whether a request that was cancelled in the queue is certain not to run. Orleans sends the cancellation after the request and frees
    /// the caller at once: the callee may begin before it hears of it.
    /// </summary>
    public abstract bool CancelledInQueueNeverRuns { get; }

    /// <summary>What was logged, as "level message exception".</summary>
    public CapturedLog Log { get; } = new();

    public string NewKey() => $"test:{Guid.NewGuid():N}";

    public T Grain<T>(string key)
        where T : IGrainWithStringKey => Client.GetGrain<T>(key);

    /// <summary>
    /// Waits for <paramref name="task"/> while up to <paramref name="within"/> passes on the host's clock. Throws
    /// <see cref="NotInTimeException"/> and never a TimeoutException, which tests expect of the engine.
    /// </summary>
    public abstract Task Eventually(Task task, TimeSpan within = default);

    public async Task<T> Eventually<T>(Task<T> task, TimeSpan within = default)
    {
        await Eventually((Task)task, within);
        return await task;
    }

    /// <summary>Waits for a task that is expected to fail, and answers with what it threw.</summary>
    public async Task<Exception> Failure(Task task, TimeSpan within = default)
    {
        var ended = task.ContinueWith(_ => { }, TaskScheduler.Default);
        await Eventually(ended, within);
        return task.Exception?.InnerException ?? (task.IsCanceled ? new OperationCanceledException() : throw new NotFailedException());
    }

    /// <summary>Lets time pass on the host's clock.</summary>
    public abstract Task Pass(TimeSpan time);

    /// <summary>Graceful stop.</summary>
    public abstract Task StopAsync();

    /// <summary>A new host on the same storage and clock, after this one was stopped.</summary>
    public abstract Task<ConformanceHost> RestartAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>What every silo of the suite has.</summary>
    protected static void AddCommon(ISiloBuilder silo, CapturedLog log)
    {
        silo.Services.AddLogging(log.AddTo);
        silo.Services.AddSingleton<StartupRecord>();
        silo.AddActivityPropagation();
        silo.AddStartupTask(async (services, _) =>
        {
            await services.GetRequiredService<IGrainFactory>().GetGrain<IWorker>($"test:startup-{Guid.NewGuid():N}").Note("started");
            services.GetRequiredService<StartupRecord>().Done = true;
        });
    }
}

/// <summary>It did not happen.</summary>
public sealed class NotInTimeException(TimeSpan within) : Exception($"It did not happen within {within} of the host's clock.");

/// <summary>It succeeded although it should have failed.</summary>
public sealed class NotFailedException() : Exception("It succeeded.");
