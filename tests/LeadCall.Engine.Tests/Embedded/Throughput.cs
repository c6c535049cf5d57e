using System.Diagnostics;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Embedded;

/// <summary>A measurement, run by name only: simple calls per second.</summary>
public sealed class Throughput(ITestOutputHelper output)
{
    private const int Calls = 400_000;

    [Theory(Explicit = true)]
    [InlineData(1, 1)]
    [InlineData(1, 100)]
    [InlineData(100, 100)]
    public async Task Simple_calls_per_second(int grains, int callers)
    {
        await using var host = await EmbeddedConformanceHost.StartAsync(_ => { });
        IEcho[] echoes = [.. Enumerable.Range(0, grains).Select(_ => host.Grain<IEcho>(host.NewKey()))];
        await Run(echoes, callers, Calls / 10);

        var watch = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        await Run(echoes, callers, Calls);

        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        output.WriteLine(
            $"{grains} grains, {callers} callers: {Calls / watch.Elapsed.TotalSeconds:N0} calls/s, {Calls / cpu.TotalSeconds:N0} per CPU second");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    private static Task Run(IEcho[] echoes, int callers, int calls) => Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
    {
        await Task.Yield();
        for (var call = 0; call < calls / callers; call++)
        {
            await echoes[(caller + call) % echoes.Length].Next(call);
        }
    }));
}
