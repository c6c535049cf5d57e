using System.Runtime.InteropServices;

namespace LeadCall.Demo.Up;

/// <summary>Where the built programs of this clone lie: beside this one, of the same engine and configuration.</summary>
public static class Programs
{
    public const string Api = "LeadCall.Api";
    public const string Simulator = "LeadCall.ZohoSimulator";
    private const string Own = "LeadCall.Demo";

    /// <summary>The <c>dotnet</c> that runs this program.</summary>
    public static string DotNet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    /// <exception cref="UpException">It was not built.</exception>
    public static string Find(string repositoryRoot, string program)
    {
        var build = Path.GetRelativePath(Path.Combine(repositoryRoot, Own), AppContext.BaseDirectory);
        var file = Path.Combine(repositoryRoot, program, build, $"{program}.dll");
        return File.Exists(file)
            ? file
            : throw new UpException($"'{file}' is missing. Start the demo with './leadcall up', which builds all of it.");
    }
}
