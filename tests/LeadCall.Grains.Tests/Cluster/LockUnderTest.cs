using LeadCall.Silo.Cluster;
using Microsoft.Extensions.Logging;

namespace LeadCall.Grains.Tests.Cluster;

/// <summary>A lock whose exit ends no process and whose log is a signal.</summary>
internal sealed class LockUnderTest : ILogger<ClusterLock>
{
    /// <summary>For what happens within seconds unless the machine is starved; no test measures it.</summary>
    public static readonly TimeSpan UpperBound = TimeSpan.FromMinutes(2);

    private readonly TaskCompletionSource<int> exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource regained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LockUnderTest(ClusterLockOptions options) => Lock = new ClusterLock(options, code => exit.TrySetResult(code), TimeProvider.System, this);

    public ClusterLock Lock { get; }

    /// <summary>The exit code, once the lock ended the process.</summary>
    public Task<int> Exit => exit.Task;

    /// <summary>Completes once a lost lock is held again.</summary>
    public Task Regained => regained.Task.WaitAsync(UpperBound);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == "LogRegained")
        {
            regained.TrySetResult();
        }
    }
}
