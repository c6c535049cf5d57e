using System.Globalization;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.Up;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>LeadCall's own process, killed and started again as often as the plan says; always on the same port and database.</summary>
internal sealed class SoakServer(string repositoryRoot, IReadOnlyDictionary<string, string> settings, string seedKey, TimeProvider time) : IAsyncDisposable
{
    private const int WishedPort = 5280;
    private readonly TaskCompletionSource<string> endedByItself = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string program = Programs.Find(repositoryRoot, Programs.Api);
    private readonly string logs = Path.Combine(repositoryRoot, ".leadcall", "logs");
    private LocalServer? server;
    private Task watching = Task.CompletedTask;
    private int port = WishedPort;
    private int starts;
    private volatile LeadCallApi? api;
    private volatile bool expectedToEnd;

    /// <summary>As phones and the seed reach it; while it is down requests fail as they do for phones.</summary>
    public LeadCallApi Api => api ?? throw new InvalidOperationException("LeadCall has not been started yet.");

    /// <summary>Completes with its last words if it ends although nobody killed it.</summary>
    public Task<string> EndedByItself => endedByItself.Task;

    public int Starts => starts;

    /// <exception cref="UpException">It did not get ready.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        starts++;
        var log = Path.Combine(logs, string.Create(CultureInfo.InvariantCulture, $"soak-api-{starts}.log"));
        server = await LocalServer.StartAsync(
            "LeadCall", port, "/health/ready", address => ChildProgram.Start(program, ["--urls", House.Origin(address)], settings, log), time, cancellationToken);
        port = server.Port;
        expectedToEnd = false;
        api = new LeadCallApi(server.Http, seedKey, time);
        watching = WatchAsync(server);
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        expectedToEnd = true;
        await server!.KillAsync();
        await server.DisposeAsync();
        await watching;
    }

    public async ValueTask DisposeAsync()
    {
        expectedToEnd = true;
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        await watching;
    }

    private async Task WatchAsync(LocalServer started)
    {
        await started.Exited;
        if (!expectedToEnd)
        {
            endedByItself.TrySetResult(started.LastWords);
        }
    }
}
