using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using LeadCall.Grains.Calls;
using LeadCall.Storage.Secrets;
using LeadCall.ZohoSimulator.Control;
using LeadCall.ZohoSimulator.World;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadCall.Grains.Tests.Sync;

/// <summary>A tenant in the database with its organisation in the simulator.</summary>
internal sealed class SyncTenant
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SyncHost host;

    private SyncTenant(SyncHost host, Guid id, Guid deviceId, Guid assignmentId, Connection connection, string organisation) =>
        (this.host, Id, DeviceId, AssignmentId, Connection, Organisation) = (host, id, deviceId, assignmentId, connection, organisation);

    public Guid Id { get; }

    public Guid DeviceId { get; }

    public Guid AssignmentId { get; }

    public Connection Connection { get; }

    /// <summary>Key of the organisation in the simulator.</summary>
    public string Organisation { get; }

    public string ZohoOrg => $"{Connection.Location}:{Connection.ZohoId}";

    public IReadOnlyList<LedgerEntry> Creates(string module) => host.Zoho.Control.Ledger(Organisation, module, "create");

    public static async Task<SyncTenant> CreateAsync(SyncHost host, Connection connection, string organisation, string country)
    {
        var tenant = new SyncTenant(host, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), connection, organisation);
        var secrets = host.Services.GetRequiredService<SecretProtector>();
        await tenant.ExecuteAsync("""
            INSERT INTO tenants (tenant_id, name, phone_hash_key, created_at) VALUES ($1, $2, $3, now());
            """, tenant.Id, organisation, RandomNumberGenerator.GetBytes(32));
        await tenant.ExecuteAsync("INSERT INTO tenant_settings (tenant_id, default_country, time_zone) VALUES ($1, $2, 'Asia/Kolkata')", tenant.Id, country);
        await tenant.ExecuteAsync(
            "INSERT INTO devices (tenant_id, device_id, install_id, label, enrolled_at) VALUES ($1, $2, 'phone-1', 'Front Desk', now())", tenant.Id, tenant.DeviceId);
        await tenant.ExecuteAsync("""
            INSERT INTO device_assignments (tenant_id, assignment_id, device_id, during, metadata, set_by, set_at)
            VALUES ($1, $3, $2, tstzrange('2020-01-01Z', NULL), '[{"name": "Lead Source", "value": "Advertisement"}, {"name": "City", "value": "Pune"}, {"name": "Wing", "value": "B"}]', 'test', now())
            """, tenant.Id, tenant.DeviceId, tenant.AssignmentId);
        await tenant.ExecuteAsync("""
            INSERT INTO zoho_connections (tenant_id, zoho_org, org_name, location, accounts_server, api_domain, scopes, state, refresh_token, connected_by, connected_at, first_connected_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'active', $8, 'test', now(), now())
            """, tenant.Id, tenant.ZohoOrg, organisation, connection.Location, connection.AccountsServer.ToString(), connection.ApiDomain.ToString().TrimEnd('/'),
            connection.Scopes.ToArray(), secrets.Protect(connection.RefreshToken));
        return tenant;
    }

    /// <summary>An eligible call, already queued, as an upload would have left it.</summary>
    public async Task<Guid> AddCallAsync(string number, string direction = "missed", DateTimeOffset? startedAt = null, int durationSeconds = 0)
    {
        var callId = Guid.CreateVersion7();
        var started = startedAt ?? TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await ExecuteAsync("""
            INSERT INTO calls (tenant_id, call_id, device_id, direction, reported_started_at, started_at, duration_s, number_raw, number_e164, number_key,
                received_at, clock_skew_s, clock_corrected, role, assignment_id)
            VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $7, $8, now(), 0, false, 'campaign', $9)
            """, Id, callId, DeviceId, direction, started, durationSeconds, number, SHA256.HashData(callId.ToByteArray())[..16], AssignmentId);
        await ExecuteAsync("""
            INSERT INTO call_syncs (tenant_id, call_id, status, origin, started_at, number_e164, queued_at, due_at)
            VALUES ($1, $2, 'pending', 'upload', $3, $4, now(), now())
            """, Id, callId, started, number);
        return callId;
    }

    /// <summary>Nudges the queue and waits until no sync of the tenant is pending.</summary>
    public async Task DrainAsync(TimeSpan? patience = null)
    {
        await host.Grains.GetGrain<ISyncQueueGrain>(GrainKeys.SyncQueue(Id)).Nudge();
        var began = Stopwatch.GetTimestamp();
        while (await ScalarAsync<long>("SELECT count(*) FROM call_syncs WHERE tenant_id = $1 AND status = 'pending'", Id) is > 0 and var left)
        {
            if (Stopwatch.GetElapsedTime(began) > (patience ?? Patience))
            {
                throw new TimeoutException($"{left} syncs are still pending: {await DescribeAsync()}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Waits until a question about the tenant's rows ($1) is answered with yes.</summary>
    public async Task UntilAsync(string sql)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await ScalarAsync<bool>(sql, Id))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"Never came true: {sql}. {await DescribeAsync()}");
            }

            await Task.Delay(20);
        }
    }

    public async Task<string> StatusAsync(Guid callId) =>
        await ScalarAsync<string>("SELECT status FROM call_syncs WHERE tenant_id = $1 AND call_id = $2", Id, callId);

    public async Task<string> DescribeAsync()
    {
        var text = new StringBuilder();
        await using var command = host.Data.CreateCommand("""
            SELECT format('%s x %s %s due in %s %s/%s %s', count(*), status, waiting_for, min(due_at) - now(), error_step, error_code, left(error_text, 120)) FROM call_syncs WHERE tenant_id = $1
            GROUP BY status, waiting_for, error_step, error_code, left(error_text, 120)
            UNION ALL SELECT format('%s writes %s %s %s', count(*), step, state, code) FROM zoho_writes WHERE tenant_id = $1 GROUP BY step, state, code
            """);
        command.Parameters.AddWithValue(Id);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            text.AppendLine(reader.GetString(0));
        }

        return text.ToString();
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = host.Data.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return command;
    }
}
