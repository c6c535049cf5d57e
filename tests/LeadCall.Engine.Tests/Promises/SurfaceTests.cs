using System.Reflection;

namespace LeadCall.Engine.Tests.Promises;

/// <summary>
/// <c>Surface.txt</c> lists the vocabulary: types and public members by name and parameter types. On Orleans it shows that the list is
/// Orleans' own; on Embedded, that the engine offers exactly the list.
/// </summary>
public sealed class SurfaceTests
{
    private static readonly string[] Listed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Promises", "Surface.txt"));

    [Fact]
    public void Namespaces_and_signatures_equal_those_of_Orleans() => Listed.Except(Offered()).ShouldBeEmpty();

    [Fact]
    public void A_changed_signature_is_noticed() =>
        Listed.Select(line => line.Replace("GetGrain(String", "GetGrain(Int32", StringComparison.Ordinal)).Except(Offered()).ShouldNotBeEmpty();

#if !LEADCALL_ORLEANS
    [Fact]
    public void Embedded_offers_nothing_that_is_not_listed() => Offered().Except(Listed).ShouldBeEmpty();
#endif

    // From the files: which assemblies are loaded depends on the tests that ran before.
    private static IEnumerable<string> Offered() => Directory.GetFiles(AppContext.BaseDirectory, "Orleans.*.dll").Select(Assembly.LoadFrom)
        .Append(typeof(IGrainFactory).Assembly)
        .SelectMany(assembly => assembly.GetExportedTypes())
        .Where(type => !type.Namespace!.StartsWith("Orleans.Embedded", StringComparison.Ordinal) && !type.Name.StartsWith("Embedded", StringComparison.Ordinal))
        .SelectMany(Describe).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Describe(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(member => member is not (Type or EventInfo) && member.DeclaringType == type && !IsOfRecordsOrObjects(type, member))
        .Select(member => $"{type.FullName}.{member.Name}{Parameters(member)}").Prepend(type.FullName!);

    private static bool IsOfRecordsOrObjects(Type type, MemberInfo member) =>
        member is FieldInfo { IsLiteral: false } or MethodInfo { IsSpecialName: true }
        || member.Name is "ToString" or "Equals" or "GetHashCode" or "Deconstruct" or "value__" or "<Clone>$" or "CompareTo"
        || (member is ConstructorInfo && type.Name is "GrainId" or "GrainType" or "IdSpan");

    private static string Parameters(MemberInfo member) => member is MethodBase method
        ? $"({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})"
        : "";
}
