using Orleans.Runtime;

namespace Orleans;

/// <summary>Base class of grains. One instance is one activation; its code runs one turn at a time.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Called by the engine while it activates; a grain made with <c>new</c> elsewhere has no context.</summary>
    protected Grain() => GrainContext = RuntimeContext.Current!;

    public IGrainContext GrainContext { get; }

    public GrainReference GrainReference => Context.GrainReference;

    public string IdentityString => Context.GrainId.ToString();

    protected IGrainFactory GrainFactory => Context.Silo.GrainFactory;

    protected internal IServiceProvider ServiceProvider => Context.ActivationServices;

    /// <summary>Asks to let this activation go as soon as its running requests have ended. Later calls reach a new one.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Runs before the first request. A throw fails the waiting requests; the next call tries with a new activation.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the last request. Not guaranteed: a process may die.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    private Orleans.Embedded.Activation Context => (Orleans.Embedded.Activation?)GrainContext
        ?? throw new InvalidOperationException(
            $"{GetType().Name} was created outside of the engine, so it has no identity and no runtime. Get it from IGrainFactory.");
}
