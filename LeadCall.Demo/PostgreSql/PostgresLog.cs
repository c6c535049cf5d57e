using System.Diagnostics;

namespace LeadCall.Demo.PostgreSql;

/// <summary>What the postmaster says: the signal that it is ready, the reason when it is not, and the log file.</summary>
internal sealed class PostgresLog
{
    private const int KeptLines = 20;
    private readonly TaskCompletionSource<bool> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> lines = new();

    private PostgresLog()
    {
    }

    /// <summary>The last lines, for an error message.</summary>
    public string Tail
    {
        get
        {
            lock (lines)
            {
                return lines.Count == 0 ? "(nothing)" : string.Join(" / ", lines);
            }
        }
    }

    /// <summary>True if it ended because another program listens on the port.</summary>
    public bool PortWasTaken => Tail.Contains("could not bind", StringComparison.Ordinal);

    /// <summary>Reads on until the postmaster ends; lines also go to <paramref name="file"/> if one is named.</summary>
    public static PostgresLog Read(Process process, string? file)
    {
        var log = new PostgresLog();
        _ = log.PumpAsync(process.StandardError, file);
        return log;
    }

    /// <summary>True as soon as connections are accepted; false when it ended first or the time is over.</summary>
    public async Task<bool> ReadyAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await ready.Task.WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task PumpAsync(StreamReader errors, string? file)
    {
        try
        {
            await using var writer = file is null ? StreamWriter.Null : new StreamWriter(file, append: false) { AutoFlush = true };
            while (await errors.ReadLineAsync() is { } line)
            {
                Keep(line);
                await writer.WriteLineAsync(line);
                if (line.Contains("database system is ready to accept connections", StringComparison.Ordinal))
                {
                    ready.TrySetResult(true);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Keep(exception.Message);
        }
        finally
        {
            ready.TrySetResult(false);
        }
    }

    private void Keep(string line)
    {
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > KeptLines)
            {
                lines.Dequeue();
            }
        }
    }
}
