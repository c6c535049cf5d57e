using System.Text.Json;

namespace LeadCall.Demo.Up;

/// <summary>What a later <c>up</c> on the same data must know: <c>.leadcall/demo.json</c>.</summary>
/// <param name="Day">The day that was uploaded: it is uploaded again, not another one.</param>
/// <param name="SimulatorPort">Where the CRM was: the stored connection points there.</param>
public sealed record DemoMemory(DateOnly Day, int Seed, int SimulatorPort)
{
    /// <summary>Null when this data is new.</summary>
    /// <exception cref="UpException">The file cannot be read.</exception>
    public static DemoMemory? Read(string repositoryRoot)
    {
        var file = FileOf(repositoryRoot);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<DemoMemory>(File.ReadAllText(file)) : null;
        }
        catch (JsonException)
        {
            throw new UpException($"'{file}' is damaged: nobody knows which day this data holds. Remove the data with './leadcall down --wipe'.");
        }
    }

    public void Write(string repositoryRoot)
    {
        var file = FileOf(repositoryRoot);
        File.WriteAllText($"{file}.new", JsonSerializer.Serialize(this));
        File.Move($"{file}.new", file, overwrite: true);
    }

    private static string FileOf(string repositoryRoot) => Path.Combine(repositoryRoot, ".leadcall", "demo.json");
}
