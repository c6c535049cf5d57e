using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using LeadCall.Demo.Down;

namespace LeadCall.EndToEnd.Tests.Down;

public sealed class DownCommandTests : IDisposable
{
    private readonly string clone = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"leadcall down {RandomNumberGenerator.GetHexString(8)}")).FullName;

    [Fact]
    public void Only_one_up_holds_the_lock_of_a_clone()
    {
        using (var first = DemoLock.TryTake(clone))
        {
            first!.Announce("http://127.0.0.1:5080");
            DemoLock.TryTake(clone).ShouldBeNull();
            DemoLock.Holder(clone).ShouldBe((Environment.ProcessId, "http://127.0.0.1:5080"));
        }

        using var next = DemoLock.TryTake(clone);
        next.ShouldNotBeNull();
        DemoLock.Holder(clone).ShouldBeNull();
    }

    [Fact]
    public async Task Wiping_removes_the_data_and_keeps_the_tools()
    {
        Write("tools/node/bin/node");
        Write("simulator/records.json");
        Write("postgres.password");

        (await DownCommand.RunAsync(clone, ["--wipe"], CancellationToken.None)).ShouldBe(0);

        File.Exists(Inside("tools/node/bin/node")).ShouldBeTrue();
        File.Exists(Inside("simulator/records.json")).ShouldBeFalse();
        File.Exists(Inside("postgres.password")).ShouldBeFalse();
    }

    [Fact]
    public async Task Down_stops_the_process_that_holds_the_lock()
    {
        Write("up.lock");
        var start = new ProcessStartInfo("flock", ["--no-fork", Inside("up.lock"), "sh", "-c", "echo; exec sleep 600"]) { RedirectStandardOutput = true };
        using var up = Process.Start(start)!;
        await up.StandardOutput.ReadLineAsync();
        await File.WriteAllLinesAsync(Inside("up.running"), [up.Id.ToString(CultureInfo.InvariantCulture), "http://127.0.0.1:5080"]);

        (await DownCommand.RunAsync(clone, [], CancellationToken.None)).ShouldBe(0);

        up.HasExited.ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_option_is_refused()
    {
        Write("postgres.password");

        (await DownCommand.RunAsync(clone, ["--wipeout"], CancellationToken.None)).ShouldBe(2);

        File.Exists(Inside("postgres.password")).ShouldBeTrue();
    }

    public void Dispose() => Directory.Delete(clone, recursive: true);

    private string Inside(string path) => Path.Combine(clone, ".leadcall", path);

    private void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Inside(path))!);
        File.WriteAllText(Inside(path), "x");
    }
}
