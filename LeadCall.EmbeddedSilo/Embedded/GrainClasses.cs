using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>All grain classes this process can see: in the assemblies loaded or referenced that use the engine.</summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<GrainType, GrainClass> byKind = [];
    private readonly Dictionary<Type, List<GrainClass>> byInterface = [];
    private readonly Dictionary<string, List<GrainClass>> byStreamNamespace = [];

    public GrainClasses(IEnumerable<Assembly> assemblies)
    {
        foreach (var type in assemblies.SelectMany(TypesOf).Where(type =>
            type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && typeof(Grain).IsAssignableFrom(type)))
        {
            Add(new(type));
        }
    }

    public static GrainClasses Discover() => new(EngineAssemblies.Find());

    public GrainId IdOf(Type interfaceType, string key, string? classNamePrefix = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        var classes = byInterface.GetValueOrDefault(interfaceType, [])
            .Where(one => classNamePrefix is null || one.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal)).ToArray();
        return classes switch
        {
            [var only] => GrainId.Create(only.Kind, key),
            [] => throw new ArgumentException(
                $"No grain class implements {interfaceType.FullName}. Reference the project that holds it from the host.",
                nameof(interfaceType)),
            _ => throw new ArgumentException(
                $"{interfaceType.FullName} is implemented by {string.Join(", ", classes.Select(one => one.Type.FullName))}: name one.",
                nameof(interfaceType)),
        };
    }

    public GrainClass Of(GrainId id) => byKind.GetValueOrDefault(id.Type)
        ?? throw new ArgumentException($"There is no grain class of kind '{id.Type}' (asked for {id}).", nameof(id));

    public IReadOnlyList<GrainClass> SubscribersOf(string? streamNamespace) =>
        streamNamespace is null ? [] : byStreamNamespace.GetValueOrDefault(streamNamespace, []);

    private void Add(GrainClass one)
    {
        if (!byKind.TryAdd(one.Kind, one))
        {
            throw new InvalidOperationException(
                $"{one.Type.FullName} and {byKind[one.Kind].Type.FullName} would both be of kind '{one.Kind}'. Rename one of them.");
        }

        foreach (var interfaceType in one.Interfaces)
        {
            ListIn(byInterface, interfaceType).Add(one);
        }

        foreach (var streamNamespace in one.StreamNamespaces)
        {
            ListIn(byStreamNamespace, streamNamespace).Add(one);
        }
    }

    private static List<GrainClass> ListIn<TKey>(Dictionary<TKey, List<GrainClass>> index, TKey key)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var list))
        {
            index[key] = list = [];
        }

        return list;
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }
}
