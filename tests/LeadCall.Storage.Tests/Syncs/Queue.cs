using Npgsql;

namespace LeadCall.Storage.Tests.Syncs;

/// <summary>A connected tenant's pending rows, as uploads and backfills leave them.</summary>
internal sealed class Queue(World world, Guid tenantId, Guid deviceId, Guid assignmentId)
{
    public static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-06-01T12:00:00Z");

    public Guid TenantId => tenantId;

    public string ZohoOrg => $"sim:{tenantId:N}";

    public static async Task<Queue> CreateAsync(World world)
    {
        var tenant = await world.NewTenantAsync();
        var queue = new Queue(world, tenant, await world.NewDeviceAsync(tenant), Guid.NewGuid());
        await queue.ExecuteAsync("""
            INSERT INTO device_assignments (tenant_id, assignment_id, device_id, during, metadata, set_by, set_at)
            VALUES ($1, $2, $3, tstzrange('2020-01-01Z', NULL), '[]', 'test', now())
            """, tenant, queue.Assignment, queue.Device);
        await queue.ExecuteAsync("""
            INSERT INTO zoho_connections (tenant_id, zoho_org, org_name, location, accounts_server, api_domain, scopes, state, refresh_token, connected_by, connected_at, first_connected_at)
            VALUES ($1, $2, 'Lakeside', 'sim', 'http://127.0.0.1:9', 'http://127.0.0.1:9', '{}', 'active', 'x', 'test', now(), now())
            """, tenant, queue.ZohoOrg);
        return queue;
    }

    /// <summary>One row for each number, a second apart, in this order; due for <paramref name="dueFor"/> (by default a second).</summary>
    public async Task<Guid[]> AddAsync(DateTimeOffset from, string[] numbers, string origin = "upload", TimeSpan? dueFor = null)
    {
        var ids = numbers.Select(_ => Guid.NewGuid()).ToArray();
        var starts = Enumerable.Range(0, numbers.Length).Select(n => from.AddSeconds(n)).ToArray();
        await ExecuteAsync("""
            INSERT INTO calls (tenant_id, call_id, device_id, direction, reported_started_at, started_at, duration_s, number_raw, number_e164, number_key,
                received_at, clock_skew_s, clock_corrected, role, assignment_id)
            SELECT $1, c.id, $2, 'missed', c.start, c.start, 0, c.number, c.number, decode(md5(c.id::text), 'hex'), now() + interval '10 years', 0, false, 'campaign', $3
            FROM unnest($4::uuid[], $5::timestamptz[], $6::text[]) AS c (id, start, number)
            """, tenantId, deviceId, assignmentId, ids, starts, numbers);
        await ExecuteAsync("""
            INSERT INTO call_syncs (tenant_id, call_id, status, origin, started_at, number_e164, queued_at, due_at)
            SELECT $1, c.id, 'pending', $2, c.start, c.number, $3, $3
            FROM unnest($4::uuid[], $5::timestamptz[], $6::text[]) AS c (id, start, number)
            """, tenantId, origin, Now - (dueFor ?? TimeSpan.FromSeconds(1)), ids, starts, numbers);
        return ids;
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = world.Database.DataSource.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    private Guid Device => deviceId;

    private Guid Assignment => assignmentId;
}
