using System.Diagnostics;
using System.Globalization;
using LeadCall.Demo.PostgreSql;

namespace LeadCall.Demo.Down;

/// <summary><c>./leadcall down</c> stops the <c>up</c> of this clone; <c>--wipe</c> also removes its data.</summary>
public static class DownCommand
{
    /// <summary>An <c>up</c> that was asked to stop has ended by then.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(string repositoryRoot, string[] options, CancellationToken cancellationToken)
    {
        if (options is not ([] or ["--wipe"]))
        {
            await Console.Error.WriteLineAsync($"'./leadcall down {string.Join(' ', options)}' is not known. It is './leadcall down' or './leadcall down --wipe'.");
            return 2;
        }

        using var free = DemoLock.TryTake(repositoryRoot);
        if (free is not null)
        {
            Console.WriteLine("Nothing runs in this clone.");
            return options is [] ? 0 : await WipeAsync(repositoryRoot, cancellationToken);
        }

        if (!await StopAsync(repositoryRoot, cancellationToken))
        {
            return 1;
        }

        using var stopped = DemoLock.TryTake(repositoryRoot);
        return options is [] ? 0 : await WipeAsync(repositoryRoot, cancellationToken);
    }

    private static async Task<bool> StopAsync(string repositoryRoot, CancellationToken cancellationToken)
    {
        if (DemoLock.Holder(repositoryRoot) is not { } holder)
        {
            await Console.Error.WriteLineAsync("'./leadcall up' is just starting in this clone. Wait until it prints its address, or stop it with Ctrl-C where it runs.");
            return false;
        }

        using var up = Running(holder.ProcessId);
        // The shell's own kill: a minimal system has no program of that name.
        using var kill = Process.Start("sh", ["-c", "kill -TERM \"$1\"", "sh", holder.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        try
        {
            await (up?.WaitForExitAsync(cancellationToken) ?? Task.CompletedTask).WaitAsync(StopTimeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync(
                $"'./leadcall up' at {holder.Address} (process {holder.ProcessId}) did not stop within {StopTimeout.TotalSeconds:0} s. If another user started it, he has to stop it.");
            return false;
        }

        Console.WriteLine($"Stopped what ran at {holder.Address}. Its data stays; './leadcall down --wipe' removes it.");
        return true;
    }

    private static Process? Running(int processId)
    {
        try
        {
            return Process.GetProcessById(processId);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // A PostgreSQL named by LEADCALL_POSTGRES is not ours: only files are removed here, no database is connected to.
    private static async Task<int> WipeAsync(string repositoryRoot, CancellationToken cancellationToken)
    {
        var postgres = await PostgresHome.OfRepositoryAsync(repositoryRoot, cancellationToken);
        await PostgresHome.RemoveAsync(postgres, cancellationToken);
        string[] kept = ["tools", "oracle", "home", "up.lock"];
        foreach (var entry in new DirectoryInfo(Path.Combine(repositoryRoot, ".leadcall")).EnumerateFileSystemInfos().Where(entry => !kept.Contains(entry.Name)))
        {
            if (entry is DirectoryInfo directory)
            {
                directory.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }

        Console.WriteLine("Removed the demo's data. The tools under .leadcall/tools stay.");
        return 0;
    }
}
