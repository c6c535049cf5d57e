namespace LeadCall.Demo;

/// <summary>The clone these programs were built in: the directory that holds <c>LeadCall.sln</c>.</summary>
public static class RepositoryRoot
{
    /// <exception cref="DirectoryNotFoundException">The programs were copied out of their clone.</exception>
    public static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "LeadCall.sln")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException(
            $"No LeadCall.sln above '{AppContext.BaseDirectory}'. Build and run inside a clone of the repository.");
    }
}
