using Orleans.Runtime;

namespace Orleans;

/// <summary>The identity of a grain or a reference, and references from grains.</summary>
public static class GrainExtensions
{
    /// <summary>A reference to this grain (or the same reference) as <typeparamref name="TGrainInterface"/>.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) =>
        (TGrainInterface)AsReference(grain, typeof(TGrainInterface));

    /// <inheritdoc cref="AsReference{TGrainInterface}"/>
    public static object AsReference(this IAddressable grain, Type interfaceType)
    {
        var reference = ReferenceOf(grain);
        return interfaceType.IsInstanceOfType(reference) ? reference : reference.Silo.References.Create(interfaceType, reference.GrainId);
    }

    /// <summary>The same grain seen through another of its interfaces.</summary>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    /// <inheritdoc cref="Cast{TGrainInterface}"/>
    public static object Cast(this IAddressable grain, Type interfaceType) => grain.AsReference(interfaceType);

    public static GrainId GetGrainId(this IAddressable grain) => ReferenceOf(grain).GrainId;

    public static string GetPrimaryKeyString(this IAddressable grain) => ReferenceOf(grain).GrainId.Key.ToString();

    private static GrainReference ReferenceOf(IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            GrainReference reference => reference,
            Grain { GrainContext: { } context } => context.GrainReference,
            _ => throw new ArgumentException(
                $"{grain.GetType().FullName} is neither a grain that the engine activated nor a reference, so it has no identity. "
                + "Use IGrainFactory.GetGrain for grains and IGrainFactory.CreateObjectReference for observers.",
                nameof(grain)),
        };
    }
}
