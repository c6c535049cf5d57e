using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>
/// A stored value injected into a grain's constructor by <see cref="PersistentStateAttribute"/>; read before
/// <c>OnActivateAsync</c>, written only when asked to.
/// </summary>
public interface IPersistentState<TState> : IStorage<TState>;

/// <summary>Marks a constructor parameter as persistent state.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute : Attribute
{
    public PersistentStateAttribute(string stateName, string? storageName = null)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        StateName = stateName;
        StorageName = storageName;
    }

    public string StateName { get; }

    /// <summary>The storage by name; null is the default one.</summary>
    public string? StorageName { get; }
}
