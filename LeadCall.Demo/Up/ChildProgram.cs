using System.Diagnostics;

namespace LeadCall.Demo.Up;

/// <summary>
/// A program of ours that lives only as long as this process, however that ends: a watcher holds our end of a pipe and stops
/// the program when the pipe closes. It has a session of its own, so that Ctrl-C in a terminal reaches us alone and we
/// stop things in order.
/// </summary>
public sealed class ChildProgram : IAsyncDisposable
{
    /// <summary>After this long without ending by itself it is killed.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(4);

    private const int LinesShown = 12;

    // $1 log file, the rest is the program, which takes the shell's place and so keeps its process id. Standard input is the
    // pipe; nobody ever writes to it. The watcher looks again whether the process is still the one it was made for.
    private const string Watched = """
        log=$1
        shift
        exec 3<&0 </dev/null >>"$log" 2>&1
        born() { sed 's/.*) //' "/proc/$$/stat" 2>/dev/null | cut -d ' ' -f 20; }
        ours=$(born)
        is_ours() { [ "$(born)" = "$ours" ]; }
        ( (
          exec >/dev/null 2>&1
          read -r nothing <&3
          is_ours && kill -TERM $$
          n=0
          while is_ours && [ "$n" -lt 50 ]; do
            n=$((n + 1))
            sleep 0.1
          done
          is_ours && kill -KILL $$
        ) & )
        exec 3<&-
        exec "$@"
        """;

    private readonly Process process;
    private readonly string log;

    private ChildProgram(Process process, string log)
    {
        this.process = process;
        this.log = log;
        Exited = process.WaitForExitAsync();
    }

    public int ProcessId => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Of a program that has ended; killed by signal n it is 128 + n.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Completes when the program has ended.</summary>
    public Task Exited { get; }

    /// <summary>What it wrote last, for an error message.</summary>
    public string LastWords
    {
        get
        {
            var lines = File.Exists(log) ? File.ReadLines(log).TakeLast(LinesShown).ToArray() : [];
            return lines.Length == 0 ? "It said nothing." : $"It said:\n{string.Join('\n', lines)}";
        }
    }

    /// <summary>Whether this stands anywhere in what it wrote.</summary>
    public bool HasSaid(string words) => File.Exists(log) && File.ReadLines(log).Any(line => line.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>Starts <c>dotnet program arguments</c>; what it writes goes to <paramref name="log"/>, emptied first.</summary>
    /// <exception cref="UpException">The system starts no process.</exception>
    public static ChildProgram Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string log)
    {
        ArgumentNullException.ThrowIfNull(environment);
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.WriteAllText(log, "");
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Watched, "sh", log, Programs.DotNet, program, .. arguments])
        {
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetDirectoryName(program)!,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProgram(Process.Start(start) ?? throw new UpException($"No process could be started for '{program}'."), log);
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does: it gets no word in.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await Exited;
    }

    /// <summary>Asks it to end, and ends it if it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(StopTimeout);
        }
        catch (TimeoutException)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
