using System.Reflection;

namespace LeadCall.TestKit.Contracts;

/// <summary>Grain and observer interfaces: aliases, keys and the shape of methods.</summary>
internal static class InterfaceLint
{
    private static readonly Type[] Tasks = [typeof(Task), typeof(Task<>), typeof(ValueTask), typeof(ValueTask<>)];

    public static IEnumerable<string> Check(Type type)
    {
        var observer = type.Is("Orleans.IGrainObserver");
        if (!type.Aliases().Any())
        {
            yield return $"{type.Name} has no [Alias].";
        }

        if (!observer && !type.Is("Orleans.IGrainWithStringKey"))
        {
            yield return $"{type.Name} is neither an IGrainWithStringKey nor an IGrainObserver. Keys are strings made by GrainKeys.";
        }

        var methods = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        foreach (var finding in methods.SelectMany(method => CheckMethod(type, method, observer)))
        {
            yield return finding;
        }

        foreach (var shared in methods.SelectMany(method => method.Aliases()).GroupBy(alias => alias).Where(group => group.Count() > 1))
        {
            yield return $"{type.Name} has {shared.Count()} methods with the alias \"{shared.Key}\". Give each its own.";
        }
    }

    private static IEnumerable<string> CheckMethod(Type type, MethodInfo method, bool observer)
    {
        var name = $"{type.Name}.{method.Name}";
        if (method.IsSpecialName)
        {
            yield return $"{name} is a property or event. Grain interfaces have methods only.";
            yield break;
        }

        if (!method.Aliases().Any())
        {
            yield return $"{name} has no [Alias].";
        }

        if (method.IsGenericMethodDefinition)
        {
            yield return $"{name} is generic. Write one method per type.";
        }

        var shape = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericTypeDefinition() : method.ReturnType;
        if (!Tasks.Contains(shape) && !(observer && shape == typeof(void)))
        {
            yield return $"{name} returns {method.ReturnType.Name}. It must return Task, Task<T>, ValueTask or ValueTask<T>.";
        }

        if (method.ReturnType.IsGenericType && method.Has("Orleans.Concurrency.OneWayAttribute"))
        {
            yield return $"{name} is one-way and returns a result that nobody will get. Return Task.";
        }
    }
}
