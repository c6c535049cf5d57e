using System.Security.Cryptography;
using LeadCall.Storage.Syncs;
using LeadCall.Storage.Zoho;
using Npgsql;

namespace LeadCall.Storage.Tests.Syncs;

/// <summary>A connected tenant, and syncs of calls put into any state by hand.</summary>
internal sealed class SyncRows
{
    public const string Org = "sim:1";
    public const string Number = "+919876543210";

    public static readonly SyncPerson Asha = new(Guid.Parse("0197a1b2-0000-7000-8000-00000000000a"), "Asha");
    public static readonly SyncTarget Contact = new("Contacts", "801");
    public static readonly SyncTarget Lead = new("Leads", "802");
    public static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-03-10T06:30:00Z", System.Globalization.CultureInfo.InvariantCulture);

    private readonly World world;
    private readonly Guid deviceId;

    private SyncRows(World world, Guid tenantId, Guid deviceId)
    {
        (this.world, TenantId, this.deviceId) = (world, tenantId, deviceId);
        Commands = new SyncCommandStore(Data);
        Picks = new SyncPickStore(Data);
        Syncs = new SyncStore(Data);
        Writes = new WriteStore(Data);
    }

    public Guid TenantId { get; }

    public SyncCommandStore Commands { get; }

    public SyncPickStore Picks { get; }

    public SyncStore Syncs { get; }

    public WriteStore Writes { get; }

    public NpgsqlDataSource Data => world.Database.DataSource;

    public static async Task<SyncRows> CreateAsync(World world)
    {
        var tenantId = await world.NewTenantAsync();
        var rows = new SyncRows(world, tenantId, await world.NewDeviceAsync(tenantId));
        await rows.ConnectAsync(Org);
        return rows;
    }

    /// <summary>The organisation is the tenant's own, so that tenants of one database do not meet in it.</summary>
    public string ZohoOrg(string org = Org) => $"{org}-{TenantId:N}";

    public async Task ConnectAsync(string org)
    {
        await ExecuteAsync("DELETE FROM zoho_connections WHERE tenant_id = $1", TenantId);
        await ExecuteAsync("""
            INSERT INTO zoho_connections (tenant_id, zoho_org, org_name, location, accounts_server, api_domain, scopes, state, refresh_token, connected_by, connected_at, first_connected_at)
            VALUES ($1, $2, 'Clinic', 'sim', 'https://accounts.test', 'https://api.test', '{}', 'active', 'secret', 'test', now(), now())
            """, TenantId, ZohoOrg(org));
    }

    public async Task<Guid> AddCallAsync()
    {
        var callId = Guid.CreateVersion7();
        await ExecuteAsync("""
            INSERT INTO calls (tenant_id, call_id, device_id, direction, reported_started_at, started_at, duration_s, number_raw, number_e164, number_key,
                received_at, clock_skew_s, clock_corrected, ineligible_reason)
            VALUES ($1, $2, $3, 'missed', $4, $4, 0, $5, $5, $6, $4, 0, false, 'needs_setup')
            """, TenantId, callId, deviceId, Now.AddMinutes(-5), Number, SHA256.HashData(callId.ToByteArray())[..16]);
        await ExecuteAsync("""
            INSERT INTO call_syncs (tenant_id, call_id, status, origin, started_at, number_e164, queued_at, due_at)
            VALUES ($1, $2, 'pending', 'upload', $3, $4, $3, $3)
            """, TenantId, callId, Now.AddMinutes(-5), Number);
        return callId;
    }

    public async Task<Guid> AddFailedAsync(SyncTarget? target = null)
    {
        var callId = await AddCallAsync();
        await FinishAsync(callId, new Finish
        {
            Status = SyncStatus.Failed, ZohoOrg = ZohoOrg(), Target = target, Error = new SyncError(StepName.Call, "INVALID_DATA", "the id given seems to be invalid"),
        });
        return callId;
    }

    public async Task<Guid> AddAmbiguousAsync()
    {
        var callId = await AddCallAsync();
        await FinishAsync(callId, new Finish { Status = SyncStatus.Ambiguous, ZohoOrg = ZohoOrg(), Candidates = [Candidate(Contact), Candidate(Lead)] });
        return callId;
    }

    public async Task<Guid> AddResolvedAsync(bool remember = false, DateTimeOffset? at = null)
    {
        var callId = await AddAmbiguousAsync();
        (await ResolveAsync(callId, remember: remember, at: at)).ShouldNotBeNull();
        return callId;
    }

    public async Task FinishAsync(Guid callId, Finish finish) =>
        (await Syncs.FinishAsync(TenantId, callId, await GenerationAsync(callId), finish, Now)).ShouldBeTrue();

    public async Task AddWriteAsync(Guid callId, string step, string state, int unknowns = 0, DateTimeOffset? sentAt = null) => await ExecuteAsync("""
        INSERT INTO zoho_writes (tenant_id, zoho_org, call_id, step, lane, run_workflows, payload, state, sends, unknowns, planned_at, sent_at, looks, looked_at, record_id, code, cause)
        VALUES ($1, $2, $3, $4, 'live', true, '{"old": 1}', $5, CASE WHEN $5 = 'planned' THEN 0 ELSE 1 END, $7, $6, CASE WHEN $5 <> 'planned' THEN $6 END,
            CASE WHEN $5 = 'unknown' THEN 2 ELSE 0 END, CASE WHEN $5 = 'unknown' THEN $6 END,
            CASE WHEN $5 = 'done' THEN '7000' END, CASE WHEN $5 = 'refused' THEN 'INVALID_DATA' END, CASE WHEN $5 = 'refused' THEN 'data' END)
        """, TenantId, ZohoOrg(), callId, step, state, sentAt ?? Now, unknowns);

    public async Task<int?> RetryAsync(Guid callId) =>
        await Commands.RetryAsync(TenantId, callId, (await LoadAsync(callId)).Sync.Status, await GenerationAsync(callId), Asha, Now);

    public async Task<int?> ResolveAsync(Guid callId, SyncTarget? pick = null, bool remember = false, DateTimeOffset? at = null) =>
        await Commands.ResolveAsync(TenantId, callId, await GenerationAsync(callId), pick ?? Contact, remember, Asha, at ?? Now, (at ?? Now).AddSeconds(10));

    public async Task<int?> UndoAsync(Guid callId) => await Commands.UndoAsync(TenantId, callId, await GenerationAsync(callId), Asha, Now);

    public async Task<CallWork> LoadAsync(Guid callId) => (await Syncs.LoadAsync(TenantId, callId)).ShouldNotBeNull();

    public async Task<int> GenerationAsync(Guid callId) => (await LoadAsync(callId)).Sync.Generation;

    /// <summary>Each write of the call as "step state", by step.</summary>
    public Task<string> WritesAsync(Guid callId) =>
        world.ScalarAsync<string>("SELECT coalesce(string_agg(step || ' ' || state, ', ' ORDER BY step), '') FROM zoho_writes WHERE call_id = $1", callId);

    /// <summary>The newest line of the sync log.</summary>
    public Task<string> LogAsync(Guid callId) => world.ScalarAsync<string>(
        "SELECT concat_ws(' ', step, result, code, by_name) FROM sync_attempts WHERE call_id = $1 ORDER BY attempt_id DESC LIMIT 1", callId);

    public Task<long> ChoicesAsync() => world.ScalarAsync<long>("SELECT count(*) FROM caller_choices WHERE tenant_id = $1", TenantId);

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Data.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync();
    }

    private static SyncCandidate Candidate(SyncTarget record) => new(record.Module, record.RecordId, "Rao", null, null, null, "Phone", false);
}
