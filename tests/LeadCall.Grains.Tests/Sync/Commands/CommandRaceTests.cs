using LeadCall.Storage.Syncs;
using Microsoft.Extensions.DependencyInjection;
#if !LEADCALL_ORLEANS
using Orleans.Embedded;
#endif

namespace LeadCall.Grains.Tests.Sync.Commands;

/// <summary>
/// Retry, resolve and undo of three people against the automatic run: 1,000 random schedules on ten tenants, in one host, while Zoho's
/// answers change. The seed is printed; <c>LEADCALL_TEST_SEED</c> sets it.
/// </summary>
public sealed class CommandRaceTests(ITestOutputHelper output)
{
    internal static readonly TimeSpan UndoWindow = TimeSpan.FromMilliseconds(150);

    private const int SchedulesPerTenant = 100;
    private const int AtOnce = 250;

    private static readonly Trouble[] Troubles =
    [
        Trouble.Ambiguous, Trouble.Ambiguous, Trouble.Ambiguous, Trouble.Ambiguous, Trouble.Ambiguous, Trouble.Ambiguous,
        Trouble.LeadsRefused, Trouble.LeadsRefused, Trouble.TasksRefused, Trouble.TasksRefused,
    ];

    [Fact]
    public async Task A_thousand_random_schedules_lose_no_command_double_no_record_and_every_refusal_names_the_present_status()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("LEADCALL_TEST_SEED"), out var given) ? given : Environment.TickCount & 0xFFFF;
        output.WriteLine($"Seed {seed} (LEADCALL_TEST_SEED={seed} draws the same schedules again).");
        await using var host = await StartAsync(seed);
        var schedules = await DrawAsync(host, seed);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        await RaceAsync(schedules, seed);
        output.WriteLine($"Raced for {watch.Elapsed.TotalSeconds:0.0} s.");
        await SettleAsync(schedules);
        output.WriteLine($"Settled after {watch.Elapsed.TotalSeconds:0.0} s.");

        var findings = new List<string>();
        foreach (var tenant in schedules.GroupBy(schedule => schedule.Tenant))
        {
            findings.AddRange(await RaceCheck.FindingsAsync(tenant.Key, [.. tenant]));
        }

        Report(schedules);
        findings.ShouldBeEmpty($"seed {seed}");
    }

    private static Task<SyncHost> StartAsync(int seed) => SyncHost.StartAsync(
        new()
        {
            ["Sync:Commands:UndoWindow"] = UndoWindow.ToString(),
            ["Sync:CrmIndex:PausePerRequest"] = "00:00:00.010",
            ["Sync:CrmIndex:Overlap"] = "00:00:10",

            // Every write waits for company: long enough to be met planned.
            ["Sync:Queue:CrowdFrom"] = "1",
            ["Sync:Connection:Linger"] = "00:00:00.100",
        },
        services =>
        {
#if !LEADCALL_ORLEANS
            services.Configure<EmbeddedChaosOptions>(chaos =>
            {
                chaos.Seed = seed;
                chaos.SecondActivation = 0.2;

                // A doubled queue only keeps places until their leases run out: minutes that show nothing.
                chaos.Applies = (grainClass, _) => grainClass is "CallSyncGrain" or "CallerGrain" or "CrmIndexGrain" or "ZohoConnectionGrain";
            });
#endif
        });

    private static async Task<IReadOnlyList<RaceSchedule>> DrawAsync(SyncHost host, int seed)
    {
        var schedules = new List<RaceSchedule>();
        for (var index = 0; index < Troubles.Length; index++)
        {
            var tenant = new RaceTenant(host, await host.CreateTenantAsync($"race{index}"), Troubles[index], index);
            await tenant.ReadInAsync();
            schedules.AddRange(Enumerable.Range(0, SchedulesPerTenant).Select(i => new RaceSchedule(tenant, i, (seed * 1_000) + (index * SchedulesPerTenant) + i)));
        }

        // All tenants are at work from the first moment.
        return [.. schedules.OrderBy(schedule => schedule.Number[8..], StringComparer.Ordinal)];
    }

    private static async Task RaceAsync(IReadOnlyList<RaceSchedule> schedules, int seed)
    {
        using var over = new CancellationTokenSource();
        var changes = schedules.Select(schedule => schedule.Tenant).Distinct()
            .SelectMany(tenant => new[] { tenant.ChangeAsync(new Random(seed + tenant.Index), over.Token), tenant.WatchAsync(over.Token) }).ToArray();
        using var places = new SemaphoreSlim(AtOnce);
        await Task.WhenAll(schedules.Select(async schedule =>
        {
            await places.WaitAsync();
            try
            {
                await schedule.RunAsync();
            }
            finally
            {
                places.Release();
            }
        }));
        await over.CancelAsync();
        await Task.WhenAll(changes);
    }

    /// <summary>People finish what they began: pick where it is asked, retry what failed or has a warning, until nothing is left to do.</summary>
    private static async Task SettleAsync(IReadOnlyList<RaceSchedule> schedules)
    {
        while (true)
        {
            var left = await Task.WhenAll(schedules.GroupBy(schedule => schedule.Tenant).Select(tenant => SettleAsync(tenant.Key, [.. tenant])));
            if (left.Sum() == 0)
            {
                return;
            }
        }
    }

    /// <returns>How many calls there was something to do for.</returns>
    private static async Task<int> SettleAsync(RaceTenant tenant, IReadOnlyList<RaceSchedule> schedules)
    {
        await tenant.Rows.DrainAsync();
        var rows = await RaceRow.ReadAsync(tenant);
        var open = schedules.Where(schedule => rows[schedule.Call] is { Status: SyncStatus.Ambiguous or SyncStatus.Failed } or { HasWarning: true }).ToArray();
        await Task.WhenAll(open.Select(schedule => rows[schedule.Call].Status == SyncStatus.Ambiguous
            ? schedule.GiveAsync("resolve", "Dora", schedule.Candidates[0], seen: null)
            : schedule.GiveAsync("retry", "Dora", pick: null, seen: null)));
        return open.Length;
    }

    private void Report(IReadOnlyList<RaceSchedule> schedules)
    {
        var commands = schedules.SelectMany(schedule => schedule.Commands).ToArray();
        output.WriteLine($"{schedules.Count} schedules, {commands.Length} commands.");
        foreach (var kind in commands.GroupBy(one => $"{one.Verb} {one.Answer.Code ?? "done"}").OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{kind.Count(),6} {kind.Key}");
        }
    }
}
