using System.Reflection;

namespace Orleans.Embedded;

/// <summary>
/// The assemblies that use the engine. A referenced assembly is not loaded until one of its types is used, so references are followed.
/// </summary>
internal static class EngineAssemblies
{
    public static IReadOnlyCollection<Assembly> Find()
    {
        var engine = typeof(EngineAssemblies).Assembly.GetName().Name;
        HashSet<string> seen = [];
        List<Assembly> users = [];
        var queue = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic));
        while (queue.TryDequeue(out var assembly))
        {
            if (!seen.Add(assembly.FullName!) || IsOfTheFramework(assembly.GetName()))
            {
                continue;
            }

            var references = assembly.GetReferencedAssemblies();
            if (references.Any(reference => reference.Name == engine))
            {
                users.Add(assembly);
            }

            foreach (var reference in references.Where(reference => !IsOfTheFramework(reference) && !seen.Contains(reference.FullName)))
            {
                if (TryLoad(reference) is { } loaded)
                {
                    queue.Enqueue(loaded);
                }
            }
        }

        return users;
    }

    private static bool IsOfTheFramework(AssemblyName name) =>
        name.Name is null or "netstandard" or "mscorlib" || name.Name.StartsWith("System", StringComparison.Ordinal)
        || name.Name.StartsWith("Microsoft.", StringComparison.Ordinal);

    /// <summary>An assembly that is referenced but not shipped has no grains to offer.</summary>
    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return null;
        }
    }
}
