using System.Security.Cryptography;

namespace LeadCall.Demo.Up;

/// <summary>The key outside the database that wraps the key ring (DESIGN 7): <c>.leadcall/leadcall.key</c>, made at the first start.</summary>
public static class DemoKeyFile
{
    /// <summary>Environment variable of the server that names the file.</summary>
    public const string Variable = "LEADCALL_KEY_FILE";

    private const int Length = 32;

    /// <returns>The file to name to the server: the operator's if one is named, else this clone's.</returns>
    public static string Find(string repositoryRoot)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return named;
        }

        var file = Path.Combine(repositoryRoot, ".leadcall", "leadcall.key");
        if (!File.Exists(file))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var stream = new FileStream(file, options);
            stream.Write(RandomNumberGenerator.GetBytes(Length));
        }

        return file;
    }
}
