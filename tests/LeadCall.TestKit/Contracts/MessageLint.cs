using System.Reflection;
using System.Runtime.CompilerServices;

namespace LeadCall.TestKit.Contracts;

/// <summary>Message types: sealed immutable records whose members carry explicit numbers.</summary>
internal static class MessageLint
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>What is serialised: properties with a field behind them.</summary>
    public static IEnumerable<PropertyInfo> PropertiesOf(Type type) => type.GetProperties(Own)
        .Where(property => type.GetField($"<{property.Name}>k__BackingField", Own) is not null);

    public static IEnumerable<string> Check(Type type)
    {
        if (!type.Aliases().Any())
        {
            yield return $"{type.Name} has no [Alias].";
        }

        if (type.IsEnum)
        {
            yield break;
        }

        if (!IsSealedRecord(type))
        {
            yield return $"{type.Name} is not a sealed record (or readonly record struct).";
        }

        if (!type.Has("Orleans.ImmutableAttribute"))
        {
            yield return $"{type.Name} has no [Immutable].";
        }

        foreach (var finding in CheckMembers(type))
        {
            yield return finding;
        }
    }

    private static IEnumerable<string> CheckMembers(Type type)
    {
        var parameters = type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).ToArray();
        var numbered = PropertiesOf(type).Select(property => (
            Property: property,
            Ids: property.Ids().Concat(parameters.Where(parameter => parameter.Name == property.Name).SelectMany(one => one.Ids())).Distinct().ToArray()))
            .ToArray();
        foreach (var (property, ids) in numbered)
        {
            if (ids.Length == 0)
            {
                yield return $"{type.Name}.{property.Name} has no explicit [Id].";
            }

            if (property.SetMethod is { } setter && !IsInitOnly(setter))
            {
                yield return $"{type.Name}.{property.Name} can be set after construction. Make it init-only.";
            }
        }

        foreach (var shared in numbered.SelectMany(one => one.Ids).GroupBy(id => id).Where(group => group.Count() > 1))
        {
            yield return $"{type.Name} uses [Id({shared.Key})] {shared.Count()} times. Each member has its own, never used before.";
        }

        foreach (var field in type.GetFields(Own).Where(field => !field.Name.StartsWith('<')))
        {
            yield return $"{type.Name}.{field.Name} is a field. Use an init-only property with [Id].";
        }
    }

    private static bool IsInitOnly(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsSealedRecord(Type type) => type.IsValueType
        ? type.GetMethod("PrintMembers", Own) is not null && type.IsDefined(typeof(IsReadOnlyAttribute))
        : type.IsSealed && type.GetMethod("<Clone>$", Own | BindingFlags.Public) is not null;
}
