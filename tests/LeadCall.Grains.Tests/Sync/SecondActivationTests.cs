#if !LEADCALL_ORLEANS
using System.Globalization;
using LeadCall.Grains.Calls;
using LeadCall.Storage.Syncs;
using LeadCall.ZohoSimulator.World;
using LeadCall.ZohoSimulator.World.Faults;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded;

namespace LeadCall.Grains.Tests.Sync;

/// <summary>
/// Every grain on a call's way has two activations that know nothing of each other, while answers of Zoho are lost: single activation is
/// eventual, so nothing may hang on it (DESIGN 5).
/// </summary>
public sealed class SecondActivationTests(ITestOutputHelper output)
{
    private const int Numbers = 24;

    private static readonly string[] OnTheWay = ["CallSyncGrain", "CallerGrain", "CrmIndexGrain", "ZohoConnectionGrain", "SyncQueueGrain"];
    private static readonly (string Name, string Module)[] Steps = [(StepName.Lead, "Leads"), (StepName.Call, "Calls"), (StepName.Task, "Tasks")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Second_activations_of_every_grain_on_the_way_and_lost_answers_double_nothing(int seed)
    {
        await using var host = await SyncHost.StartAsync(
            new(SyncHost.ShortOfPatience)
            {
                ["Sync:Connection:BatchSize"] = "1", ["Sync:Connection:Slots"] = "25", ["Sync:Queue:Lease"] = "00:00:30",
                ["Zoho:BreakerMinimumThroughput"] = "10000",
            },
            services => services.Configure<EmbeddedChaosOptions>(chaos =>
            {
                chaos.Seed = seed;
                chaos.SecondActivation = 0.4;
                chaos.Applies = (grainClass, _) => OnTheWay.Contains(grainClass);
            }));
        var tenant = await host.CreateTenantAsync();
        var calls = new List<(Guid Id, string Number)>();
        for (var i = 0; i < Numbers; i++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"+9198765{43210 + i}");
            calls.Add((await tenant.AddCallAsync(number), number));
            LoseAnswer(host, tenant, calls[^1].Id, Steps[i % Steps.Length], i % 2 == 0 ? WriteFate.Done : WriteFate.NotDone);
            if (i % 4 == 0)
            {
                calls.Add((await tenant.AddCallAsync(number), number));
            }
        }

        // A queue that never hears that a call is done starts it again when its lease runs out.
        await tenant.DrainAsync(patience: TimeSpan.FromMinutes(3));

        var leads = tenant.Creates("Leads");
        leads.Select(lead => lead.Sent.GetProperty("Phone").GetString()).Order().ShouldBe(calls.Select(call => call.Number).Distinct().Order());
        tenant.Creates("Calls").Count.ShouldBe(Numbers);
        tenant.Creates("Tasks").Count.ShouldBe(calls.Count);
        foreach (var (step, module) in Steps)
        {
            var refs = tenant.Creates(module).Select(Description).ToArray();
            foreach (var (id, _) in calls)
            {
                refs.Count(text => OurRef.IsIn(text, id, step)).ShouldBeLessThanOrEqualTo(1);
            }
        }

        (await tenant.ScalarAsync<string>("""
            SELECT string_agg(status || ' ' || n, ', ' ORDER BY status) FROM (SELECT status, count(*) n FROM call_syncs WHERE tenant_id = $1 GROUP BY status) s
            """, tenant.Id)).ShouldBe($"created {Numbers}, duplicate_lead {calls.Count - Numbers}");
        (await tenant.ScalarAsync<bool>("SELECT NOT EXISTS (SELECT FROM zoho_writes WHERE tenant_id = $1 AND state <> 'done')", tenant.Id)).ShouldBeTrue();
        var hits = host.Zoho.Control.Faults().Sum(fault => fault.Hits);
        output.WriteLine($"{hits} answers lost");
        hits.ShouldBeGreaterThan(Numbers / 2);
    }

    /// <summary>Of this call's step, once. A call that finds its number's Lead made by another has fewer steps, and its fault may never strike.</summary>
    private static void LoseAnswer(SyncHost host, SyncTenant tenant, Guid callId, (string Name, string Module) step, WriteFate fate) =>
        host.Zoho.Control.AddFault(
            new RequestMatch { Organisation = tenant.Organisation, Module = step.Module, WritesOnly = true, BodyContains = OurRef.Line(callId, step.Name) },
            Outcome.AnswerLost(fate));

    private static string? Description(LedgerEntry entry) => entry.Sent.GetProperty("Description").GetString();
}
#endif
