using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// One grain in memory: what it runs, what waits for it, and its life from creation to the handover of its queue. This part is about
/// requests; <c>Activation.Life.cs</c> is about beginning and end.
/// </summary>
internal sealed partial class Activation : IGrainContext
{
    private readonly Lock gate = new();
    private readonly ActivationScheduler scheduler;
    private readonly List<Turn> waiting = [];
    private readonly HashSet<Turn> running = [];
    private readonly TaskCompletionSource deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AsyncServiceScope? scope;
    private GrainReference? reference;
    private Turn? blocking;
    private State state = State.New;
    private long lastUsed;

    public Activation(EmbeddedSilo silo, GrainId grainId, GrainClass grainClass)
    {
        Silo = silo;
        GrainId = grainId;
        Class = grainClass;
        scheduler = new(this);
        lastUsed = silo.Time.GetTimestamp();
    }

    private enum State
    {
        New,
        Creating,
        Active,
        Deactivating,
        Gone,
    }

    public EmbeddedSilo Silo { get; }

    public GrainId GrainId { get; }

    public GrainClass Class { get; }

    public object? GrainInstance { get; private set; }

    public GrainReference GrainReference => reference ??= Silo.References.Create(Class.PrimaryInterface, GrainId);

    public IServiceProvider ActivationServices => scope?.ServiceProvider
        ?? throw new InvalidOperationException($"{GrainId} has no services before it is created and after it is gone.");

    public Task Deactivated => deactivated.Task;

    /// <summary>Observers that its stream subscriptions attached, by subscription.</summary>
    public Dictionary<Guid, IStreamSink> StreamSinks { get; } = [];

    /// <summary>Takes a turn, to run now or later. False: this activation is gone, ask the directory again.</summary>
    public bool Receive(Turn turn)
    {
        lock (gate)
        {
            if (state == State.Gone)
            {
                return false;
            }

            turn.Handler = this;
            if (state == State.Active && MayRun(turn))
            {
                Start(turn);
            }
            else
            {
                waiting.Add(turn);
                BeginIfNew();
            }

            return true;
        }
    }

    /// <summary>Runs a piece of engine work on this activation's scheduler, between its turns.</summary>
    public void Enqueue(Action work) => scheduler.Enqueue(work);

    /// <summary>A turn has ended: what waits may run now.</summary>
    public void Release(Turn turn)
    {
        lock (gate)
        {
            if (!running.Remove(turn))
            {
                return;
            }

            if (blocking is null || ReferenceEquals(blocking, turn))
            {
                blocking = null;
            }

            Touch(turn);
            if (state == State.Active)
            {
                StartWhatMayRun();
            }

            EndIfIdle();
        }
    }

    /// <summary>Nobody waits for this turn any more; when it has not begun it never will.</summary>
    public void Forget(Turn turn)
    {
        lock (gate)
        {
            if (turn.IsAbandoned)
            {
                waiting.Remove(turn);
            }
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => GrainId.ToString();

    /// <summary>Idle, or a request that may interleave, or only interleaving ones are running, or a reentrant class.</summary>
    private bool MayRun(Turn turn) =>
        running.Count == 0
        || turn.Interleaves
        || blocking is null && !Silo.IsMutated(EmbeddedMutation.OnlyIdleAdmits)
        || Class.IsReentrant && !Silo.IsMutated(EmbeddedMutation.IgnoreReentrant)
        || Silo.IsMutated(EmbeddedMutation.AdmitAlways);

    /// <summary>Looks through the whole waiting list: one that must wait does not hold back a later one that may run.</summary>
    private void StartWhatMayRun()
    {
        for (var index = 0; index < waiting.Count;)
        {
            var turn = waiting[index];
            if (turn.IsAbandoned)
            {
                waiting.RemoveAt(index);
            }
            else if (MayRun(turn))
            {
                waiting.RemoveAt(index);
                Start(turn);
            }
            else if (Silo.IsMutated(EmbeddedMutation.StopScanAtFirstBlocked))
            {
                return;
            }
            else
            {
                index++;
            }
        }
    }

    private void Start(Turn turn)
    {
        running.Add(turn);
        if (blocking is null && !turn.Interleaves)
        {
            blocking = turn;
        }

        Touch(turn);
        scheduler.Enqueue(turn);
    }

    private void Touch(Turn turn)
    {
        if (turn.KeepsAlive)
        {
            lastUsed = Silo.Time.GetTimestamp();
        }
    }
}
