using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Start and stop of the engine.</summary>
internal sealed partial class EmbeddedSilo
{
    public async Task StartAsync(CancellationToken cancellation)
    {
        await Reminders.LoadAsync(cancellation);
        stage = Stage.Running;
        Reminders.Begin();
        if (IsMutated(EmbeddedMutation.SkipStartupTasks))
        {
            return;
        }

        foreach (var step in Services.GetServices<StartupStep>().OrderBy(step => step.Stage))
        {
            await step.Run(Services, cancellation);
        }
    }

    /// <summary>
    /// Takes no more calls, lets what runs end, fails what waits, and ends all activations. What still runs when
    /// <paramref name="cancellation"/> says so is left alone and its callers are told that the outcome is unknown.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (stage == Stage.Stopping)
        {
            return;
        }

        stage = Stage.Stopping;
        Dispose(Collector, Reminders);
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is stopping.");
        Activation[] last = [.. Activations.All];
        foreach (var activation in last)
        {
            activation.Deactivate(reason, cancellation);
            activation.FailWaiting(new SiloUnavailableException("The silo is stopping, the call was not begun."));
        }

        try
        {
            await Task.WhenAll(last.Select(activation => activation.Deactivated))
                .WaitAsync(Options.StopTimeout, Time, cancellation);
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            LogStopIncomplete(Log, last.Count(activation => !activation.Deactivated.IsCompleted));
        }

        if (!IsMutated(EmbeddedMutation.LeaveOutstandingAtStop))
        {
            Pending.FailAll(request => new SiloUnavailableException($"The silo stopped before {request} was answered: unknown outcome."));
        }
    }

    private static void Dispose(params ReadOnlySpan<IDisposable> parts)
    {
        foreach (var part in parts)
        {
            part.Dispose();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopping was cut short: {Count} activations were still busy")]
    private static partial void LogStopIncomplete(ILogger logger, int count);
}
