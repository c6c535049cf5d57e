using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Makes references: one generated class per interface, one small object per reference.</summary>
internal sealed class ReferenceFactory(EmbeddedSilo silo)
{
    private static readonly ConcurrentDictionary<Type, Lazy<ReferenceClass>> Classes = new();
    private readonly ConcurrentDictionary<Type, Func<GrainId, GrainReference>> makers = new();

    public GrainReference Create(Type interfaceType, GrainId id) => makers.GetOrAdd(interfaceType, MakerOf)(id);

    private Func<GrainId, GrainReference> MakerOf(Type interfaceType)
    {
        var generated = Classes.GetOrAdd(interfaceType, static type => new(() => ReferenceClass.Emit(type))).Value;
        var kind = new ReferenceKind(silo, interfaceType, generated.Methods);
        var id = Expression.Parameter(typeof(GrainId));
        var constructor = generated.Type.GetConstructor(
            BindingFlags.Public | BindingFlags.Instance, [typeof(object), typeof(GrainId)])!;
        return Expression.Lambda<Func<GrainId, GrainReference>>(
            Expression.New(constructor, Expression.Constant(kind, typeof(object)), id), id).Compile();
    }
}
