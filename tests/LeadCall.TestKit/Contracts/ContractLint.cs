using System.Reflection;

namespace LeadCall.TestKit.Contracts;

/// <summary>
/// Holds what crosses a grain boundary to the rules that let both engines, and two versions during a rollout, understand each other
/// (DESIGN 5). Reads attributes by name, so it needs no engine. Each finding is a sentence that says what to change.
/// </summary>
public static class ContractLint
{
    private static readonly string[] NotUsed =
    [
        "Orleans.Concurrency.StatelessWorkerAttribute", "Orleans.Concurrency.MayInterleaveAttribute", "Orleans.Concurrency.ReadOnlyAttribute",
        "Orleans.TransactionAttribute",
    ];

    public static IReadOnlyList<string> Check(Assembly assembly) => Check(assembly.GetTypes());

    /// <summary>The grain and observer interfaces and the message types among these, and whatever they mention.</summary>
    public static IReadOnlyList<string> Check(IEnumerable<Type> types)
    {
        Type[] all = [.. types.Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal))];
        Type[] interfaces = [.. all.Where(type => type.IsInterface && type.Is("Orleans.Runtime.IAddressable"))];
        var crossing = CrossingTypes.From(interfaces, [.. all.Where(type => type.Has("Orleans.GenerateSerializerAttribute"))]);
        return
        [
            .. interfaces.SelectMany(InterfaceLint.Check),
            .. crossing.Findings,
            .. crossing.Ours.SelectMany(MessageLint.Check),
            .. SharedAliases([.. interfaces, .. crossing.Ours]),
            .. all.SelectMany(OutsideTheVocabulary),
        ];
    }

    private static IEnumerable<string> SharedAliases(IEnumerable<Type> types) => types.Distinct()
        .SelectMany(type => type.Aliases().Select(alias => (type, alias))).GroupBy(one => one.alias)
        .Where(group => group.Count() > 1)
        .Select(group => $"Alias \"{group.Key}\" names {string.Join(" and ", group.Select(one => one.type.Name))}. Give each its own.");

    private static IEnumerable<string> OutsideTheVocabulary(Type type)
    {
        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            if (level.IsGenericType && level.GetGenericTypeDefinition().FullName == "Orleans.Grain`1")
            {
                yield return $"{type.Name} derives from Grain<T>. Derive from Grain and inject [PersistentState].";
            }
        }

        foreach (var member in type.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Prepend(type))
        {
            foreach (var name in NotUsed.Where(member.Has))
            {
                yield return $"{member.Name} has [{name.Split('.')[^1].Replace("Attribute", "", StringComparison.Ordinal)}], which is outside the vocabulary.";
            }
        }
    }
}
