using System.Runtime.CompilerServices;

namespace Orleans.Embedded;

/// <summary>What a storage fills and reads.</summary>
internal sealed class GrainState<T> : IGrainState<T>
{
    public T? State { get; set; } = Fresh();

    public string? ETag { get; set; }

    public bool RecordExists { get; set; }

    /// <summary>The value of a state that was never written: empty, without running a constructor that needs arguments.</summary>
    public static T Fresh() =>
        typeof(T).IsValueType || typeof(T).GetConstructor(Type.EmptyTypes) is not null
            ? Activator.CreateInstance<T>()
            : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
}
