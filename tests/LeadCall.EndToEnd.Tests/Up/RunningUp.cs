using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using LeadCall.Demo.Up;

namespace LeadCall.EndToEnd.Tests.Up;

/// <summary>A <c>LeadCall.Demo up …</c>, or another word of it, as a process, with everything it says.</summary>
public sealed class RunningUp : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder said = new();
    private readonly Task<string> errors;
    private readonly Task reading;

    public RunningUp(BuiltClone clone, params string[] options)
        : this(clone, database: null, ["up", .. options])
    {
    }

    /// <param name="database">For LEADCALL_POSTGRES; null = a private PostgreSQL.</param>
    /// <param name="words">Behind <c>./leadcall</c>.</param>
    public RunningUp(BuiltClone clone, string? database, string[] words)
    {
        ArgumentNullException.ThrowIfNull(clone);
        var start = new ProcessStartInfo(Programs.DotNet, [clone.Demo, .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Remove(DemoDatabase.Variable);
        start.Environment.Remove(DemoKeyFile.Variable);
        if (database is not null)
        {
            start.Environment[DemoDatabase.Variable] = database;
        }

        process = Process.Start(start)!;
        errors = process.StandardError.ReadToEndAsync();
        reading = ReadAsync();
    }

    public int ProcessId => process.Id;

    /// <summary>Runs it to its end.</summary>
    public static async Task<FinishedUp> RunAsync(BuiltClone clone, params string[] options)
    {
        using var up = new RunningUp(clone, options);
        return await up.EndAsync();
    }

    /// <summary>The next line that contains a text.</summary>
    public async Task<string> LineAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await lines.Reader.WaitToReadAsync(patience.Token))
        {
            while (lines.Reader.TryRead(out var line))
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }

        throw new ShouldAssertException($"It ended without saying '{text}'. It said:\n{said}\n{await errors}");
    }

    /// <summary><c>INT</c> is what Ctrl-C sends.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("sh", ["-c", "kill -s \"$0\" \"$1\"", signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    public async Task<FinishedUp> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        await reading;
        return new FinishedUp(process.ExitCode, said.ToString(), await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.AppendLine(line);
            lines.Writer.TryWrite(line);
        }

        lines.Writer.Complete();
    }
}

/// <summary>How an <c>up</c> ended.</summary>
public sealed record FinishedUp(int ExitCode, string Output, string Errors)
{
    /// <summary>The closing JSON.</summary>
    public JsonElement Report => Output.StartsWith('{') ? JsonSerializer.Deserialize<JsonElement>(Output) : throw new ShouldAssertException($"No report: {this}");

    public string[] Findings => [.. Report.GetProperty("findings").EnumerateArray().Select(finding => finding.GetString()!)];

    public int Number(params string[] path) => path.Aggregate(Report, (element, name) => element.GetProperty(name)).GetInt32();

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
