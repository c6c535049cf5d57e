namespace LeadCall.Demo;

/// <summary>The engine this clone was built with: Embedded or Orleans.</summary>
public static class EngineName
{
    /// <summary>Programs lie in <c>bin/&lt;engine&gt;/&lt;configuration&gt;/&lt;framework&gt;</c>.</summary>
    public static string OfThisBuild { get; } =
        new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent?.Parent?.Name ?? "unknown";
}
