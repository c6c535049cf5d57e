using System.Diagnostics;
using System.Globalization;

namespace LeadCall.Demo.Up;

/// <summary>
/// Servers that a killed <c>up</c> left behind. They end by themselves, but not at once, and as long as LeadCall runs it
/// would take the database again that the next <c>up</c> starts. So each server is noted, and ended before anything starts.
/// </summary>
public sealed class Leftovers(string repositoryRoot, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly string file = Path.Combine(repositoryRoot, ".leadcall", "servers");

    /// <summary>A server that was started; its start time tells it from a later process with the same number.</summary>
    public void Note(int processId) =>
        File.AppendAllText(file, string.Create(CultureInfo.InvariantCulture, $"{processId} {StartOf(processId)}\n"));

    /// <summary>Returns when no server noted earlier runs any more.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return;
        }

        foreach (var (processId, start) in (await File.ReadAllLinesAsync(file, cancellationToken)).Select(Read))
        {
            var began = time.GetTimestamp();
            while (StartOf(processId) == start)
            {
                if (time.GetElapsedTime(began) > ChildProgram.StopTimeout)
                {
                    Kill(processId);
                }

                await Task.Delay(Pause, time, cancellationToken);
            }
        }

        File.Delete(file);
    }

    private static (int ProcessId, string Start) Read(string line) =>
        line.Split(' ') is [var id, var start] && int.TryParse(id, CultureInfo.InvariantCulture, out var processId) ? (processId, start) : (0, "none");

    private static void Kill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It has just ended.
        }
    }

    /// <summary>Ticks since the machine's start, the 22nd field; empty when there is no such process.</summary>
    private static string StartOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ') is [not "Z", ..] fields ? fields[19] : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
