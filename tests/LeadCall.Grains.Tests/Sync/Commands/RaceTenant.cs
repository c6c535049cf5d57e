using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LeadCall.Grains.Calls;
using LeadCall.Grains.Zoho;
using LeadCall.Storage.Syncs;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.World;

namespace LeadCall.Grains.Tests.Sync.Commands;

/// <summary>A tenant of the race, whose Zoho admin and settings change under the calls.</summary>
internal sealed class RaceTenant(SyncHost host, SyncTenant rows, Trouble trouble, int index)
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> moved = new();
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> planned = new();

    public SyncHost Host => host;

    public SyncTenant Rows => rows;

    public Trouble Trouble => trouble;

    public int Index => index;

    public SyncTarget Seed(string module, string number) => new(module, host.Zoho.Control.Seed(
        rows.Organisation, module, new SeedRecord { Fields = new JsonObject { ["Last_Name"] = "Rao", ["Phone"] = number } }).Single());

    /// <summary>What LeadCall made in this module, by the last line of its Description: our ref.</summary>
    public Dictionary<string, List<LedgerEntry>> Creates(string module) => rows.Creates(module)
        .GroupBy(entry => entry.Sent.GetProperty("Description").GetString()!.Split('\n')[^1]).ToDictionary(made => made.Key, made => made.ToList());

    /// <summary>The CRM is read for the first time, as it would have been long before.</summary>
    public async Task ReadInAsync()
    {
        await host.Grains.GetGrain<ICrmIndexGrain>(GrainKeys.CrmIndex(rows.Id)).ReadIn();
        await rows.UntilAsync("SELECT count(*) = 2 FROM crm_watermarks WHERE tenant_id = $1 AND filled_at IS NOT NULL");
    }

    public Task NudgeAsync() => host.Grains.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(rows.Id)).Nudge();

    public async Task<SyncSeen> SeenAsync(Guid call)
    {
        var seen = (await rows.ScalarAsync<string>("SELECT status || ' ' || generation FROM call_syncs WHERE tenant_id = $1 AND call_id = $2", rows.Id, call)).Split(' ');
        return new SyncSeen(seen[0], int.Parse(seen[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Completes when the call's sync was planned or ended for the first time.</summary>
    public Task MovedAsync(Guid call) => Signal(moved, call).Task;

    /// <summary>Completes when a write of the call was planned.</summary>
    public Task PlannedAsync(Guid call) => Signal(planned, call).Task;

    /// <summary>Reads the rows of all calls at once, for those who wait for one.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await SignalAsync(moved, "SELECT coalesce(array_agg(call_id), '{}') FROM call_syncs WHERE tenant_id = $1 AND generation > 1");
            await SignalAsync(planned, "SELECT coalesce(array_agg(call_id), '{}') FROM zoho_writes WHERE tenant_id = $1 AND step = 'call' AND state <> 'void'");
            await Task.Delay(40, CancellationToken.None);
        }
    }

    private async Task SignalAsync(ConcurrentDictionary<Guid, TaskCompletionSource> signals, string calls)
    {
        foreach (var call in await rows.ScalarAsync<Guid[]>(calls, rows.Id))
        {
            Signal(signals, call).TrySetResult();
        }
    }

    private static TaskCompletionSource Signal(ConcurrentDictionary<Guid, TaskCompletionSource> signals, Guid call) =>
        signals.GetOrAdd(call, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Makes and ends the tenant's trouble in turns, until it is told to stop; then it is over.</summary>
    public async Task ChangeAsync(Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await TroubleAsync(random.Next(3) > 0);
            await Task.Delay(random.Next(20, 120), CancellationToken.None);
        }

        await TroubleAsync(false);
    }

    private async Task TroubleAsync(bool on)
    {
        if (trouble == Trouble.LeadsRefused)
        {
            // Longer than Zoho takes for a last name.
            await rows.ExecuteAsync("UPDATE tenant_settings SET placeholder_last_name = repeat('x', $2) WHERE tenant_id = $1", rows.Id, on ? 100 : 10);
        }
        else
        {
            Rights.Tasks(host, rows, allowed: !on);
        }
    }
}
