using System.Globalization;

namespace LeadCall.Demo.Report;

/// <summary>Numbered steps with their seconds, so that somebody who waits sees what for.</summary>
public sealed class StepLog(TextWriter writer, TimeProvider time, int steps)
{
    private int step;

    /// <summary>Runs one step and says how it went.</summary>
    /// <param name="work">Answers what there is to know about the result, in a few words.</param>
    public async Task RunAsync(string title, Func<Task<string>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var began = time.GetTimestamp();
        await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{++step}/{steps} {title}"));
        var result = await work();
        await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"    {result} ({time.GetElapsedTime(began).TotalSeconds:0.0} s)"));
    }

    /// <summary>A line while a step works.</summary>
    public void Progress(string line) => writer.WriteLine($"    {line}");

    public void Say(string line) => writer.WriteLine(line);
}
