using System.Reflection;

namespace LeadCall.TestKit.Contracts;

/// <summary>Attributes and base types by full name.</summary>
internal static class ReflectionExtensions
{
    public static bool Is(this Type type, string interfaceName) => type.GetInterfaces().Append(type).Any(one => one.FullName == interfaceName);

    public static bool Has(this ICustomAttributeProvider member, string attributeName) => member.Attributes(attributeName).Any();

    public static IEnumerable<string> Aliases(this ICustomAttributeProvider member) =>
        member.Attributes("Orleans.AliasAttribute").Select(alias => (string)alias.ConstructorArguments[0].Value!);

    public static IEnumerable<uint> Ids(this ICustomAttributeProvider member) =>
        member.Attributes("Orleans.IdAttribute").Select(id => (uint)id.ConstructorArguments[0].Value!);

    private static IEnumerable<CustomAttributeData> Attributes(this ICustomAttributeProvider member, string attributeName)
    {
        var data = member switch
        {
            MemberInfo one => one.GetCustomAttributesData(),
            ParameterInfo one => one.GetCustomAttributesData(),
            _ => [],
        };
        return data.Where(attribute => attribute.AttributeType.FullName == attributeName);
    }
}
