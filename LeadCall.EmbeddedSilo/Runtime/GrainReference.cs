using System.ComponentModel;
using Orleans.Embedded;

namespace Orleans.Runtime;

/// <summary>An address one can call methods on. Equal when it names the same grain through the same interface.</summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly ReferenceKind kind;

    /// <summary>Called by the generated classes only.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected GrainReference(object kind, GrainId grainId)
    {
        this.kind = (ReferenceKind)kind;
        GrainId = grainId;
    }

    public GrainId GrainId { get; }

    public string InterfaceName => kind.InterfaceType.FullName ?? kind.InterfaceType.Name;

    internal EmbeddedSilo Silo => kind.Silo;

    internal Type InterfaceClrType => kind.InterfaceType;

    public TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable => this.AsReference<TGrainInterface>();

    public bool Equals(GrainReference? other) => other is not null && GrainId == other.GrainId && ReferenceEquals(Silo, other.Silo);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"GrainReference:{GrainId}:{InterfaceName}";

    public static bool operator ==(GrainReference? left, GrainReference? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(GrainReference? left, GrainReference? right) => !(left == right);

    /// <summary>Called by the generated classes only: sends a request and answers with its result.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Task<T> Send<T>(int method, object?[] arguments) => Silo.Send<T>(GrainId, kind.Methods[method], arguments);

    /// <summary>Called by the generated classes only: sends a one-way request.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Task Post(int method, object?[] arguments) => Silo.Post(GrainId, kind.Methods[method], arguments);
}
