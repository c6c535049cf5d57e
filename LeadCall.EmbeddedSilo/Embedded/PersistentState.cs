using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>One named state of one grain.</summary>
internal sealed class PersistentState<T>(Activation activation, string stateName, string? storageName)
    : IPersistentState<T>, IPersistedPart
{
    private readonly IGrainStorage storage = (storageName is null
            ? activation.Silo.Services.GetService<IGrainStorage>()
            : activation.Silo.Services.GetKeyedService<IGrainStorage>(storageName))
        ?? throw new InvalidOperationException(
            $"There is no grain storage named '{storageName ?? "Default"}' for state '{stateName}' of {activation.GrainId}. Add it to the silo.");

    private readonly GrainState<T> current = new();

    public T State
    {
        get => current.State!;
        set => current.State = value;
    }

    public string? Etag => current.ETag;

    public bool RecordExists => current.RecordExists;

    private string Described => $"state '{stateName}' of {activation.GrainId}";

    public Task ReadAsync(CancellationToken cancellation) =>
        activation.Silo.IsMutated(EmbeddedMutation.IgnoreStoredState) ? Task.CompletedTask : ReadStateAsync(cancellation);

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) =>
        storage.ReadStateAsync(stateName, activation.GrainId, current, cancellationToken);

    public Task WriteStateAsync(CancellationToken cancellationToken)
    {
        activation.Silo.RoundTrip.Pass(current.State, Described);
        return storage.WriteStateAsync(stateName, activation.GrainId, current, cancellationToken);
    }

    public Task ClearStateAsync(CancellationToken cancellationToken) =>
        storage.ClearStateAsync(stateName, activation.GrainId, current, cancellationToken);
}
