using System.Collections.Immutable;
using System.Reflection;

namespace LeadCall.TestKit.Contracts;

/// <summary>Follows parameters, results and members from interfaces and messages, and finds what may not cross.</summary>
internal sealed class CrossingTypes
{
    private static readonly HashSet<Type> Plain =
        [typeof(string), typeof(decimal), typeof(Guid), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeSpan)];

    private static readonly HashSet<Type> Collections = [typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>)];
    private readonly List<string> findings = [];
    private readonly HashSet<Type> ours = [];

    public IReadOnlyList<string> Findings => findings;

    /// <summary>Records and enums that the project itself declares.</summary>
    public IReadOnlyCollection<Type> Ours => ours;

    public static CrossingTypes From(IReadOnlyCollection<Type> interfaces, IReadOnlyCollection<Type> messages)
    {
        var found = new CrossingTypes();
        foreach (var method in interfaces.SelectMany(type => type.GetMethods().Where(method => !method.IsSpecialName)))
        {
            found.Follow(method);
        }

        foreach (var message in messages)
        {
            found.Follow(message, message.Name);
        }

        return found;
    }

    private void Follow(MethodInfo method)
    {
        var name = $"{method.DeclaringType!.Name}.{method.Name}";
        if (method.ReturnType is { IsGenericType: true } result
            && (result.GetGenericTypeDefinition() == typeof(Task<>) || result.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            Follow(result.GetGenericArguments()[0], $"the result of {name}");
        }

        foreach (var parameter in method.GetParameters())
        {
            var type = parameter.ParameterType;
            if (type != typeof(CancellationToken) && !(type.IsInterface && type.Is("Orleans.IGrainObserver")))
            {
                Follow(type, $"parameter {parameter.Name} of {name}");
            }
        }
    }

    private void Follow(Type type, string where)
    {
        if (type.IsPrimitive || Plain.Contains(type) || ours.Contains(type) || (type.IsEnum && type.Namespace!.StartsWith("System", StringComparison.Ordinal)))
        {
            return;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            Follow(underlying, where);
        }
        else if (type.IsGenericType && Collections.Contains(type.GetGenericTypeDefinition()))
        {
            foreach (var argument in type.GetGenericArguments())
            {
                Follow(argument, where);
            }
        }
        else if (type.IsEnum || type.Has("Orleans.GenerateSerializerAttribute"))
        {
            FollowMembers(type);
        }
        else
        {
            findings.Add(
                $"{where} is a {type.Name}, which may not cross. Use primitives, string, Guid, DateTimeOffset, DateOnly, TimeSpan, enums, "
                + "our sealed records with [GenerateSerializer, Immutable], ImmutableArray or ImmutableDictionary.");
        }
    }

    private void FollowMembers(Type type)
    {
        ours.Add(type);
        foreach (var property in type.IsEnum ? [] : MessageLint.PropertiesOf(type))
        {
            Follow(property.PropertyType, $"{type.Name}.{property.Name}");
        }
    }
}
