using System.Net;
using System.Net.Sockets;

namespace LeadCall.EndToEnd.Tests.Up;

/// <summary>The servers of an <c>up</c> as processes: where they listen, and that they end with it.</summary>
public sealed class UpProcessTests(UpProcessTests.Clone clone) : IClassFixture<UpProcessTests.Clone>
{
    private const string LeadCallListens = "    http://127.0.0.1:";
    private const string Trickle = "Calls go on coming in.";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_busy_port_is_left_alone_and_the_next_free_one_said()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var busy = ((IPEndPoint)other.LocalEndpoint).Port;
        using var up = new RunningUp(clone.Built, "--port", $"{busy}");

        var line = await up.LineAsync(LeadCallListens);

        line.ShouldContain($"(port {busy} is busy)");
        using var http = new HttpClient();
        (await http.GetAsync($"{AddressIn(line)}/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await EndsCleanlyAsync(up, "TERM");
    }

    [Fact]
    public async Task A_second_up_says_where_the_first_runs()
    {
        using var first = new RunningUp(clone.Built);
        var address = AddressIn(await first.LineAsync(LeadCallListens));

        var second = await RunningUp.RunAsync(clone.Built);

        second.ExitCode.ShouldBe(1);
        second.Errors.ShouldContain($"already running at {address}");
        await EndsCleanlyAsync(first, "TERM");
    }

    [Fact]
    public async Task Ctrl_C_leaves_no_process_after_ten_seconds()
    {
        using var up = new RunningUp(clone.Built);
        await up.LineAsync(Trickle);

        await EndsCleanlyAsync(up, "INT");

        (await up.EndAsync()).Output.ShouldContain("The data stays");
    }

    [Fact]
    public async Task What_kill_9_leaves_behind_is_healed_by_the_next_up()
    {
        using (var killed = new RunningUp(clone.Built))
        {
            await killed.LineAsync("Setting up the demo tenant");
            await killed.SignalAsync("KILL");
            await killed.EndAsync();
        }

        var next = await RunningUp.RunAsync(clone.Built, "--once", "--json");

        next.ExitCode.ShouldBe(0, next.ToString());
        await clone.Built.NothingRunsWithinAsync(Bound);
    }

    [Fact]
    public async Task Servers_end_by_themselves_when_up_is_killed()
    {
        using var killed = new RunningUp(clone.Built);
        await killed.LineAsync(LeadCallListens);
        await killed.SignalAsync("KILL");

        await clone.Built.NothingRunsWithinAsync(Bound);
    }

    private async Task EndsCleanlyAsync(RunningUp up, string signal)
    {
        await up.SignalAsync(signal);
        await clone.Built.NothingRunsWithinAsync(Bound);
        var ended = await up.EndAsync();
        ended.ExitCode.ShouldBe(0, ended.ToString());
    }

    private static string AddressIn(string line) => line.Trim().Split(' ')[0];

    public sealed class Clone : IDisposable
    {
        public BuiltClone Built { get; } = new();

        public void Dispose() => Built.Dispose();
    }
}
