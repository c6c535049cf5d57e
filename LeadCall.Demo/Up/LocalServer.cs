using System.Globalization;
using LeadCall.Demo.PostgreSql;

namespace LeadCall.Demo.Up;

/// <summary>A child that serves HTTP on 127.0.0.1: started on the port wished for, or the next free one, and ready when this is returned.</summary>
public sealed class LocalServer : IAsyncDisposable
{
    private const int PortsTried = 100;
    private const int StartAttempts = 3;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly ChildProgram program;

    private LocalServer(ChildProgram program, int port, Uri address)
    {
        this.program = program;
        Port = port;
        Address = address;
        Http = new HttpClient { BaseAddress = address };
    }

    public int Port { get; }

    public Uri Address { get; }

    /// <summary>For requests to this server.</summary>
    public HttpClient Http { get; }

    /// <summary>Completes when the server has ended, which it should not by itself.</summary>
    public Task Exited => program.Exited;

    public string LastWords => program.LastWords;

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public Task KillAsync() => program.KillAsync();

    /// <param name="start">Starts the program on the address given.</param>
    /// <param name="readyPath">Answers 200 when the server takes work.</param>
    /// <exception cref="UpException">It ended or did not get ready; the message holds its last words.</exception>
    public static async Task<LocalServer> StartAsync(
        string name, int wishedPort, string readyPath, Func<Uri, ChildProgram> start, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start);
        for (var (attempt, port) = (1, NextFree(wishedPort)); ; attempt++, port = NextFree(port + 1))
        {
            var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
            var server = new LocalServer(start(address), port, address);
            try
            {
                if (await server.IsReadyAsync(readyPath, time, cancellationToken))
                {
                    return server;
                }
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }

            var ended = server.program.HasExited;
            var words = server.LastWords;
            var portWasTaken = ended && server.program.HasSaid("address already in use");
            await server.DisposeAsync();
            if (!portWasTaken || attempt == StartAttempts)
            {
                throw new UpException($"{name} {(ended ? "ended at its start" : $"was not ready after {StartTimeout.TotalSeconds:0} s")}. {words}");
            }
        }
    }

    /// <summary>The first free port from <paramref name="port"/> on.</summary>
    public static int NextFree(int port) =>
        Enumerable.Range(port, PortsTried).TakeWhile(candidate => candidate <= 65535).FirstOrDefault(candidate => LoopbackPort.FreeOr(candidate) == candidate) is > 0 and var free
            ? free
            : LoopbackPort.FreeOr(0);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await program.DisposeAsync();
    }

    private async Task<bool> IsReadyAsync(string readyPath, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (!program.HasExited && time.GetElapsedTime(began) < StartTimeout)
        {
            if (ListeningSocket.IsOf(program.ProcessId, Port))
            {
                using var answer = await Http.GetAsync(readyPath, cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        return false;
    }
}
