using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The engine of one process: everything a message meets on its way. One per host.</summary>
internal sealed partial class EmbeddedSilo : IDisposable
{
    private volatile Stage stage = Stage.NotStarted;

    public EmbeddedSilo(IServiceProvider services)
    {
        Services = services;
        Options = services.GetRequiredService<IOptions<EmbeddedSiloOptions>>().Value;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Orleans.Embedded");
        Classes = GrainClasses.Discover();
        Chaos = new(this, services.GetRequiredService<IOptions<EmbeddedChaosOptions>>().Value);
        RoundTrip = new(Chaos.Options.RoundTrip);
        References = new(this);
        GrainFactory = new(this);
        Activations = new(this);
        Observers = new(this);
        Pending = new(this);
        Streams = new(this);
        Reminders = new(this, services.GetRequiredService<IReminderTable>());
        Collector = new(this);
    }

    private enum Stage
    {
        NotStarted,
        Running,
        Stopping,
    }

    public IServiceProvider Services { get; }

    public EmbeddedSiloOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    public Chaos Chaos { get; }

    public RoundTrip RoundTrip { get; }

    public GrainClasses Classes { get; }

    public ReferenceFactory References { get; }

    public EmbeddedGrainFactory GrainFactory { get; }

    public ActivationDirectory Activations { get; }

    public ObserverDirectory Observers { get; }

    public PendingRequests Pending { get; }

    public StreamHub Streams { get; }

    public ReminderService Reminders { get; }

    public IdleCollector Collector { get; }

    public bool IsMutated(EmbeddedMutation mutation) => Options.Mutation == mutation;

    public bool SkipsOnDeactivate(DeactivationReason reason) =>
        reason.ReasonCode == DeactivationReasonCode.ShuttingDown && IsMutated(EmbeddedMutation.SkipOnDeactivateAtStop);

    /// <summary>Sends a request and answers with its result.</summary>
    public Task<T> Send<T>(GrainId target, GrainMethod method, object?[] arguments) =>
        Send(new Request<T>(this, target, method, Outgoing(method, arguments), oneWay: false));

    /// <inheritdoc cref="Send{T}(GrainId,GrainMethod,object?[])"/>
    public Task<T> Send<T>(Request<T> request)
    {
        if (request.Prepare())
        {
            Pending.Add(request);
            Route(request);
        }

        return request.Task;
    }

    /// <summary>Sends a one-way request. Answers when it is sent, whatever becomes of it.</summary>
    public Task Post(GrainId target, GrainMethod method, object?[] arguments)
    {
        if (IsMutated(EmbeddedMutation.AwaitOneWay))
        {
            return Send<object?>(target, method, arguments);
        }

        for (var times = IsMutated(EmbeddedMutation.RepeatOneWay) ? 2 : 1; times > 0; times--)
        {
            var request = new Request<object?>(this, target, method, Outgoing(method, arguments), oneWay: true);
            request.Prepare();
            if (IsMutated(EmbeddedMutation.ExpireOneWay))
            {
                Pending.Add(request);
            }

            Route(request);
        }

        return Task.CompletedTask;
    }

    /// <summary>Brings a request to its grain or observer; again, when the activation it was waiting at has ended.</summary>
    public void Route(Request request)
    {
        if (stage != Stage.Running)
        {
            request.Fail(NotRunning(request));
            return;
        }

        try
        {
            if (Observers.Owns(request.Target))
            {
                Observers.Dispatch(request);
            }
            else
            {
                Chaos.Deliver(request);
            }
        }
        catch (Exception exception)
        {
            request.Fail(exception);
        }
    }

    /// <summary>Hands a request to its activation, making one if there is none.</summary>
    public void HandOver(Request request)
    {
        while (!Activations.For(request).Receive(request))
        {
            if (IsMutated(EmbeddedMutation.KeepFailedActivation))
            {
                throw new InvalidOperationException("The activation failed earlier.");
            }

            // It is being buried by its own thread, which removes it from the directory within moments.
            Thread.Yield();
        }
    }

    public void Dispose()
    {
        Collector.Dispose();
        Reminders.Dispose();
        Pending.Dispose();
    }

    private object?[] Outgoing(GrainMethod method, object?[] arguments)
    {
        if (method.TakesReferences)
        {
            ObserverDirectory.TurnGrainsIntoReferences(method, arguments);
        }

        return RoundTrip.Arguments(method, arguments);
    }

    private SiloUnavailableException NotRunning(Request request) => new(
        stage == Stage.NotStarted
            ? $"The silo has not started, {request} was not sent. Call grains after the host has started."
            : $"The silo is stopping, {request} was not done.");
}
