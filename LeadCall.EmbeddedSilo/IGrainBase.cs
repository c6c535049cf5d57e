using Orleans.Runtime;

namespace Orleans;

/// <summary>What every grain class is. Embedded hosts classes derived from <see cref="Grain"/> only.</summary>
public interface IGrainBase
{
    IGrainContext GrainContext { get; }

    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
