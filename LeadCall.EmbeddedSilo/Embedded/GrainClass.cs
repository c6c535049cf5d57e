using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A grain class: its interfaces, what its attributes say, and how an instance is made.</summary>
internal sealed class GrainClass
{
    private readonly ConstructorInfo constructor;
    private readonly Func<Activation, IServiceProvider, object?>[] arguments;

    public GrainClass(Type type)
    {
        Type = type;
        Kind = GrainType.Create(KindOf(type));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        Interfaces = [.. type.GetInterfaces().Where(one => typeof(IGrain).IsAssignableFrom(one) && !Common.Contains(one))];
        PrimaryInterface = Interfaces.FirstOrDefault(one => typeof(IGrainWithStringKey).IsAssignableFrom(one))
            ?? throw new NotSupportedException(
                $"{type.FullName} has no interface derived from IGrainWithStringKey. Only string keys are supported.");
        StreamNamespaces =
            [.. type.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>().Select(attribute => attribute.StreamNamespace)];
        constructor = type.GetConstructors() is [var only]
            ? only
            : throw new NotSupportedException($"{type.FullName} must have exactly one public constructor.");
        arguments = [.. constructor.GetParameters().Select(ArgumentFor)];
    }

    private static Type[] Common { get; } = [typeof(IGrain), typeof(IGrainWithStringKey), typeof(IAddressable)];

    public Type Type { get; }

    public GrainType Kind { get; }

    public bool IsReentrant { get; }

    public Type[] Interfaces { get; }

    public Type PrimaryInterface { get; }

    public string[] StreamNamespaces { get; }

    public bool IsRemindable => typeof(IRemindable).IsAssignableFrom(Type);

    /// <summary>Runs on the activation's scheduler, so that the base class finds its context.</summary>
    public Grain Create(Activation activation, IServiceProvider services) =>
        (Grain)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. arguments.Select(make => make(activation, services))], null);

    /// <summary>The class name in lower case without its last word "Grain".</summary>
    private static string KindOf(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > "grain".Length ? name[..^"grain".Length] : name;
    }

    private Func<Activation, IServiceProvider, object?> ArgumentFor(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } persistent)
        {
            return PersistentStateOf(parameter, persistent);
        }

        if (type == typeof(IGrainContext))
        {
            return (activation, _) => activation;
        }

        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
        {
            return (_, services) => services.GetRequiredKeyedService(type, keyed.Key);
        }

        return parameter.HasDefaultValue
            ? (_, services) => services.GetService(type) ?? parameter.DefaultValue
            : (_, services) => services.GetRequiredService(type);
    }

    private Func<Activation, IServiceProvider, object?> PersistentStateOf(ParameterInfo parameter, PersistentStateAttribute attribute)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new NotSupportedException(
                $"{Type.FullName}: [PersistentState] parameter '{parameter.Name}' must be an IPersistentState<T>.");
        }

        var state = typeof(PersistentState<>).MakeGenericType(type.GetGenericArguments()[0]);
        return (activation, _) =>
        {
            var part = (IPersistedPart)Activator.CreateInstance(state, activation, attribute.StateName, attribute.StorageName)!;
            activation.Add(part);
            return part;
        };
    }
}
