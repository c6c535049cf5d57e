using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LeadCall.Silo.Cluster;

/// <summary>
/// The claim of this process on its database (DESIGN 6): taken before the engine starts, let go after it stopped. Whoever starts
/// work asks <see cref="IsHeld"/> first or passes <see cref="Held"/> on. A lost claim stops work at once, because from that moment another process may
/// start; it is taken again within 30 s or the process ends.
/// </summary>
/// <param name="options">What to claim and how.</param>
/// <param name="exit">Ends the process with an exit code.</param>
/// <param name="time">Clock of the pauses and of the time to regain.</param>
/// <param name="logger">Losing and regaining are logged; the start is not.</param>
public sealed partial class ClusterLock(ClusterLockOptions options, Action<int> exit, TimeProvider time, ILogger<ClusterLock> logger)
    : IHostedService, IAsyncDisposable
{
    /// <summary>Exit code of a process that lost its database and could not regain it ("try again later" in sysexits.h).</summary>
    public const int LostExitCode = 75;

    private readonly CancellationTokenSource stopping = new();
    private volatile CancellationTokenSource held = new(TimeSpan.Zero);
    private Task watching = Task.CompletedTask;

    /// <summary>Whether this process may take work now.</summary>
    public bool IsHeld => !Held.IsCancellationRequested;

    /// <summary>Cancelled when the lock is lost or let go. Ask again for each piece of work: a regained lock has a new token.</summary>
    public CancellationToken Held => held.Token;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="DatabaseInUseException">Another process has it.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var session = await ClusterLockSession.OpenAsync(options, cancellationToken);
        held = new CancellationTokenSource();
        watching = WatchAsync(session);
    }

    /// <summary>Lets go of the lock.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await watching.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private async Task WatchAsync(ClusterLockSession? session)
    {
        while (session is not null && await session.EndedAsync(stopping.Token) is { } reason)
        {
            LogLost(reason, options.RegainWithin);
            await StopWorkAsync();
            await session.DisposeAsync();
            session = await RegainAsync();
            if (session is null && !stopping.IsCancellationRequested)
            {
                LogGivenUp(options.RegainWithin);
                exit(LostExitCode);
            }
            else if (session is not null)
            {
                held = new CancellationTokenSource();
                LogRegained();
            }
        }

        await StopWorkAsync();
        if (session is not null)
        {
            await session.DisposeAsync();
        }
    }

    // Null when the time is over or the process stops.
    private async Task<ClusterLockSession?> RegainAsync()
    {
        using var deadline = new CancellationTokenSource(options.RegainWithin, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping.Token);
        while (!end.IsCancellationRequested)
        {
            try
            {
                return await ClusterLockSession.OpenAsync(options, end.Token);
            }
            catch (Exception e) when (e is NpgsqlException or DatabaseInUseException or IOException or TimeoutException or OperationCanceledException)
            {
                LogNotYet(e.Message);
            }

            // The end of the time to regain also ends the pause.
            await Task.Delay(options.RetryEvery, time, end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return null;
    }

    private async Task StopWorkAsync()
    {
        try
        {
            await held.CancelAsync();
        }
        catch (AggregateException e)
        {
            // Somebody's reaction to the loss failed; regaining goes on.
            LogReactionFailed(e);
        }
    }

    [LoggerMessage(LogLevel.Critical, "The lock on the database is lost: this process takes no work. It ends unless it regains the lock within {RegainWithin}.")]
    private partial void LogLost(Exception reason, TimeSpan regainWithin);

    [LoggerMessage(LogLevel.Information, "The lock on the database cannot be regained yet: {Reason}")]
    private partial void LogNotYet(string reason);

    [LoggerMessage(LogLevel.Warning, "The lock on the database is regained: this process takes work again.")]
    private partial void LogRegained();

    [LoggerMessage(LogLevel.Critical, "The lock on the database could not be regained within {RegainWithin}: this process ends. Check that PostgreSQL is reachable and that no other LeadCall process uses the database, then start it again.")]
    private partial void LogGivenUp(TimeSpan regainWithin);

    [LoggerMessage(LogLevel.Error, "A reaction to the lost lock failed.")]
    private partial void LogReactionFailed(Exception exception);
}
