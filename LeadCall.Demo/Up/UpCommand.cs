using LeadCall.Demo.Down;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.Report;

namespace LeadCall.Demo.Up;

/// <summary><c>./leadcall up</c>: the whole of LeadCall on this machine, with a demo tenant whose phones have a day of calls.</summary>
public static class UpCommand
{
    private const int Steps = 7;

    /// <returns>0 = fine; with <c>--once</c> only when database and CRM agree; 1 = they do not, or something failed; 2 = wrong words.</returns>
    public static async Task<int> RunAsync(string repositoryRoot, string[] words, TimeProvider time, CancellationToken cancellationToken)
    {
        var (options, refusal) = UpOptions.Parse(words);
        if (options is null)
        {
            await Console.Error.WriteLineAsync(refusal);
            return 2;
        }

        using var held = DemoLock.TryTake(repositoryRoot);
        if (held is null)
        {
            await Console.Error.WriteLineAsync(AlreadyRunning(repositoryRoot));
            return 1;
        }

        try
        {
            // Standard output belongs to the closing JSON alone.
            return await new Session(repositoryRoot, options, held, options.Json ? Console.Error : Console.Out, time).RunAsync(cancellationToken);
        }
        catch (Exception e) when (e is UpException or FleetException or TimeZoneNotFoundException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !options.Once)
        {
            await Console.Out.WriteLineAsync("Stopped. The data stays; './leadcall down --wipe' removes it.");
            return 0;
        }
    }

    private static string AlreadyRunning(string repositoryRoot) => DemoLock.Holder(repositoryRoot) is { } holder
        ? $"LeadCall is already running at {holder.Address} (process {holder.ProcessId}). './leadcall down' stops it."
        : "LeadCall is already starting in this clone. './leadcall down' stops it once it runs.";

    private sealed class Session(string repositoryRoot, UpOptions options, DemoLock held, TextWriter writer, TimeProvider time)
    {
        private readonly StepLog steps = new(writer, time, Steps);

        public async Task<int> RunAsync(CancellationToken cancellationToken)
        {
            var external = Environment.GetEnvironmentVariable(DemoDatabase.Variable) is { Length: > 0 };
            if (external && !options.Demo)
            {
                throw new UpException(
                    $"{DemoDatabase.Variable} names a database: demo data goes there only with --demo, and only if it is empty or holds nothing but demo data. Without {DemoDatabase.Variable} a private PostgreSQL is used.");
            }

            var memory = DemoMemory.Read(repositoryRoot);
            if (memory is not null && options.Seed is { } seed && seed != memory.Seed)
            {
                throw new UpException($"This data began with --seed {memory.Seed}. Another day needs empty data: './leadcall down --wipe' first.");
            }

            steps.Say($"LeadCall, engine {EngineName.OfThisBuild}");
            await using var house = new House(repositoryRoot, time);
            var day = DemoDay.Plan(
                memory?.Day ?? DayClock.LatestFinishedDay(time.GetUtcNow(), Chain.Zone), memory?.Seed ?? options.Seed ?? DemoDay.DefaultSeed);
            await steps.RunAsync("Starting PostgreSQL", async () =>
            {
                await house.OpenDatabaseAsync(cancellationToken);
                await house.Database.RefuseForeignDataAsync(cancellationToken);
                return house.Database.Description;
            });
            await steps.RunAsync("Starting the Zoho simulator", async () =>
            {
                await house.StartSimulatorAsync(memory?.SimulatorPort, cancellationToken);
                return $"its records can be looked at on {house.Simulator.Address}";
            });
            new DemoMemory(day.Clock.Day, day.Seed, house.Simulator.Port).Write(repositoryRoot);

            var run = new DayRun(house, day, time);
            var (organisation, consent) = await run.OpenCrmAsync(cancellationToken);
            await steps.RunAsync("Starting LeadCall", async () =>
            {
                await house.StartApiAsync(options.Port, consent, cancellationToken);
                held.Announce(House.Origin(house.Api.Address));
                return House.Origin(house.Api.Address) + (house.Api.Port == options.Port ? "" : $" (port {options.Port} is busy)");
            });
            var exitCode = 1;
            await house.WhileServersRunAsync(
                async stop =>
                {
                    await steps.RunAsync("Setting up the demo tenant", () => run.SetUpAsync(organisation, consent, stop));
                    exitCode = await DayAsync(run, stop);
                    if (!options.Once)
                    {
                        SayWhereToLook(house);
                        await run.TrickleAsync(call => steps.Say($"{time.GetLocalNow():HH:mm:ss} {call}"), stop);
                    }
                },
                cancellationToken);
            return exitCode;
        }

        private async Task<int> DayAsync(DayRun run, CancellationToken cancellationToken)
        {
            await steps.RunAsync("The phones upload their day", () => run.UploadAsync(cancellationToken));
            await steps.RunAsync("LeadCall writes it to the CRM", () => run.WaitAsync(steps, cancellationToken));
            DayReport? report = null;
            await steps.RunAsync("Comparing database and CRM, call by call", async () =>
            {
                report = await run.CompareAsync(cancellationToken);
                return report.IsEqual ? "equal" : $"{report.Findings.Length} findings";
            });
            ReportTable.Write(report!, writer);
            if (options.Json)
            {
                await Console.Out.WriteLineAsync(ReportJson.Write(report!));
            }

            return report!.IsEqual ? 0 : 1;
        }

        private void SayWhereToLook(House house)
        {
            steps.Say("");
            steps.Say($"LeadCall      {House.Origin(house.Api.Address)}  (engine {EngineName.OfThisBuild})");
            steps.Say($"its CRM       {house.Simulator.Address}");
            steps.Say($"demo users    {string.Join(", ", Chain.Managers.Select(manager => $"{manager.Email} ({manager.Role})"))}; the pages to sign in to are not built yet");
            steps.Say("Calls go on coming in. Ctrl-C stops everything; the data stays.");
        }
    }
}
