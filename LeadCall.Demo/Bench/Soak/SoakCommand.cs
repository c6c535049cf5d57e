using System.Globalization;
using LeadCall.Demo.Up;

namespace LeadCall.Demo.Bench.Soak;

/// <summary>
/// <c>./leadcall bench soak</c>: random calls of several tenants, random trouble with Zoho and <c>kill -9</c> of the real process for a while;
/// then nothing may be lost and nothing doubled (DESIGN 11).
/// </summary>
internal static class SoakCommand
{
    /// <returns>0 = nothing lost, nothing doubled; 1 = otherwise, with the findings named; 2 = wrong words.</returns>
    public static async Task<int> RunAsync(string repositoryRoot, string[] words, TimeProvider time, CancellationToken cancellationToken)
    {
        var (options, refusal) = SoakOptions.Parse(words);
        if (options is null)
        {
            await Console.Error.WriteLineAsync(refusal);
            return 2;
        }

        // Standard output belongs to the closing JSON alone.
        var writer = options.Json ? Console.Error : Console.Out;
        var seed = options.Seed ?? Random.Shared.Next();
        await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Soak of {options.Length.TotalMinutes:0.##} minutes, seed {seed}, engine {EngineName.OfThisBuild}"));
        try
        {
            var plan = SoakPlan.Of(seed, options.Length, DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds()));
            await using var house = await SoakHouse.StartAsync(repositoryRoot, plan, time, cancellationToken);
            var report = await new SoakRun(house, plan, writer, time).RunAsync(cancellationToken);
            SoakReportTable.Write(report, writer);
            if (options.Json)
            {
                await Console.Out.WriteLineAsync(SoakReportJson.Write(report));
            }

            return report.IsGood ? 0 : 1;
        }
        catch (UpException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
