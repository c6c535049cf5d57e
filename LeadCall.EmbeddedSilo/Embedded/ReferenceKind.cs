namespace Orleans.Embedded;

/// <summary>What all references of one interface share.</summary>
internal sealed class ReferenceKind(EmbeddedSilo silo, Type interfaceType, GrainMethod[] methods)
{
    public EmbeddedSilo Silo { get; } = silo;

    public Type InterfaceType { get; } = interfaceType;

    public GrainMethod[] Methods { get; } = methods;
}
