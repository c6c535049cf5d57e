using System.Diagnostics;
using System.Globalization;
using LeadCall.Demo;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.PostgreSql;
using LeadCall.Demo.Up;
using LeadCall.Storage.Secrets;
using LeadCall.TestKit.Server;

namespace LeadCall.EndToEnd.Tests.Faults;

/// <summary>The real server as a process of its own, which a test may kill or ask to stop.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string SeedKey = "the seed key of fault tests";

    private readonly LocalServer server;
    private readonly ChildProgram program;
    private readonly string log;

    private ServerProcess(LocalServer server, ChildProgram program, string log)
    {
        (this.server, this.program, this.log) = (server, program, log);
        Api = new LeadCallApi(server.Http, SeedKey, TimeProvider.System);
    }

    public LeadCallApi Api { get; }

    public Uri Address => server.Address;

    /// <param name="settings">Names as in the environment, e.g. <c>Sync__Settle</c>.</param>
    public static async Task<ServerProcess> StartAsync(string connectionString, IReadOnlyDictionary<string, string> settings)
    {
        var all = new Dictionary<string, string>(settings, StringComparer.Ordinal)
        {
            ["ConnectionStrings__LeadCall"] = connectionString,
            [KeyFile.Variable] = TestKeyFile.Path,
            ["Seed__Key"] = SeedKey,
            ["Silo__SiloPort"] = LoopbackPort.FreeOr(0).ToString(CultureInfo.InvariantCulture),
            ["Silo__GatewayPort"] = "0",
            ["Limits__EnrollmentsPerMinute"] = "10000",
            ["Limits__DeviceRequestsPerMinute"] = "10000",
        };
        var log = Path.Combine(Path.GetTempPath(), $"leadcall-faults-{Guid.NewGuid():N}.log");
        ChildProgram? program = null;
        var server = await LocalServer.StartAsync(
            "LeadCall", LoopbackPort.FreeOr(0), "/health/ready",
            address => program = ChildProgram.Start(Binary(), ["--urls", House.Origin(address)], all, log), TimeProvider.System, CancellationToken.None);
        return new ServerProcess(server, program!, log);
    }

    /// <summary>SIGKILL, as sudden as the end of a machine. Returns when the signal is sent.</summary>
    public void Kill()
    {
        using var process = Process.GetProcessById(program.ProcessId);
        process.Kill();
    }

    /// <summary>SIGTERM, as an operator or Kubernetes stops it. Returns when the signal is sent.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-s", "TERM", program.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    public bool HasExited => program.HasExited;

    public async Task<int> ExitedAsync(TimeSpan patience)
    {
        await program.Exited.WaitAsync(patience);
        return program.ExitCode;
    }

    /// <summary>Waits until it takes no more connections: it has begun to stop.</summary>
    public async Task StopsListeningAsync(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        while (true)
        {
            using var socket = new System.Net.Sockets.TcpClient();
            try
            {
                await socket.ConnectAsync(Address.Host, Address.Port, deadline.Token);
            }
            catch (System.Net.Sockets.SocketException)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        if (Environment.GetEnvironmentVariable("LEADCALL_TEST_LOG") is null)
        {
            File.Delete(log);
        }
    }

    /// <summary>…/tests/LeadCall.EndToEnd.Tests/bin/(engine)/(configuration)/(framework)/: the program's output has the same tail.</summary>
    private static string Binary()
    {
        var root = RepositoryRoot.Find();
        var output = Path.GetRelativePath(Path.Combine(root, "tests", "LeadCall.EndToEnd.Tests"), AppContext.BaseDirectory);
        return Path.Combine(root, "LeadCall.Api", output, "LeadCall.Api.dll");
    }
}
