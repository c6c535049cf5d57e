using System.Collections.Immutable;
using System.Text.Json;
using LeadCall.Demo.Fleet;
using Npgsql;

namespace LeadCall.Demo.Proof;

/// <summary>Reads one tenant's side of the proof from PostgreSQL, with statements of its own.</summary>
public sealed class DatabaseReading(NpgsqlDataSource database, Guid tenantId)
{
    private const string Calls = """
        SELECT c.call_id, d.label, d.install_id, c.direction, c.reported_started_at, c.started_at, c.duration_s, c.number_raw, c.number_e164,
               c.role, c.rep_id, m.zoho_user_id, a.metadata::text, c.ineligible_reason,
               s.status, s.origin, s.error_step, s.error_code, s.error_text, s.warning_code, s.target_module, s.target_id
        FROM calls c
        JOIN devices d USING (tenant_id, device_id)
        LEFT JOIN device_assignments a USING (tenant_id, assignment_id)
        LEFT JOIN zoho_connections z USING (tenant_id)
        LEFT JOIN rep_mappings m ON m.tenant_id = c.tenant_id AND m.rep_id = c.rep_id AND m.zoho_org = z.zoho_org
        LEFT JOIN call_syncs s ON s.tenant_id = c.tenant_id AND s.call_id = c.call_id
        WHERE c.tenant_id = $1
        ORDER BY c.started_at, c.call_id
        """;

    private const string Writes = """
        SELECT w.call_id, w.step, w.lane, w.run_workflows, w.state, w.planned_at, w.record_id, w.code, w.payload->>'Description'
        FROM zoho_writes w
        JOIN zoho_connections z USING (tenant_id, zoho_org)
        WHERE w.tenant_id = $1
        ORDER BY w.call_id, w.step
        """;

    private const string Settings = """
        SELECT time_zone, placeholder_last_name, tasks_enabled, task_subject_prefix, task_due_offset_days, call_result_connected, call_result_missed,
               duplicate_lead_call, duplicate_lead_task, rejected_counts_as_missed, live_max_age, workflows_live, workflows_late
        FROM tenant_settings
        WHERE tenant_id = $1
        """;

    /// <summary>Every call of the tenant, oldest first.</summary>
    public async Task<ImmutableArray<CallFact>> ReadCallsAsync(CancellationToken cancellationToken)
    {
        var writes = (await ReadAsync(Writes, row => (CallId: row.GetGuid(0), Write: Write(row)), cancellationToken))
            .ToLookup(pair => pair.CallId, pair => pair.Write);
        return await ReadAsync(Calls, row => Call(row) with { Writes = [.. writes[row.GetGuid(0)]] }, cancellationToken);
    }

    public async Task<TenantRules> ReadRulesAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(Settings, Rules, cancellationToken)).Single();

    /// <summary>How many syncs are in each status; those still pending under <c>pending</c>.</summary>
    public async Task<ImmutableDictionary<string, long>> CountStatusesAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(
            "SELECT status, count(*) FROM call_syncs WHERE tenant_id = $1 GROUP BY status",
            row => (Status: row.GetString(0), Count: row.GetInt64(1)),
            cancellationToken)).ToImmutableDictionary(row => row.Status, row => row.Count);

    private async Task<ImmutableArray<T>> ReadAsync<T>(string statement, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(statement);
        command.Parameters.AddWithValue(tenantId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = ImmutableArray.CreateBuilder<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(row(reader));
        }

        return rows.ToImmutable();
    }

    private static CallFact Call(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetFieldValue<DateTimeOffset>(4),
        row.GetFieldValue<DateTimeOffset>(5),
        TimeSpan.FromSeconds(row.GetInt32(6)),
        Text(row, 7),
        Text(row, 8),
        Text(row, 9),
        row.IsDBNull(10) ? null : row.GetGuid(10),
        Text(row, 11),
        Text(row, 12) is { } metadata ? SourceOf(metadata) : null,
        Text(row, 13),
        Text(row, 14) is { } status
            ? new SyncFact(status, row.GetString(15), Text(row, 16), Text(row, 17), Text(row, 18), Text(row, 19), Text(row, 20), Text(row, 21))
            : null,
        []);

    private static WriteFact Write(NpgsqlDataReader row) => new(
        row.GetString(1),
        row.GetString(2),
        row.GetBoolean(3),
        row.GetString(4),
        row.GetFieldValue<DateTimeOffset>(5),
        Text(row, 6),
        Text(row, 7),
        Text(row, 8) is { } description ? LeadCallRef.OfDescription(description) : null);

    private static TenantRules Rules(NpgsqlDataReader row) => new()
    {
        Zone = TimeZoneInfo.FindSystemTimeZoneById(row.GetString(0)),
        PlaceholderLastName = row.GetString(1),
        TasksEnabled = row.GetBoolean(2),
        TaskSubjectPrefix = row.GetString(3),
        TaskDueOffsetDays = row.GetInt32(4),
        CallResultConnected = row.GetString(5),
        CallResultMissed = row.GetString(6),
        DuplicateLeadCall = row.GetString(7),
        DuplicateLeadTask = row.GetBoolean(8),
        RejectedCountsAsMissed = row.GetBoolean(9),
        LiveMaxAge = row.GetTimeSpan(10),
        WorkflowsLive = row.GetBoolean(11),
        WorkflowsLate = row.GetBoolean(12),
    };

    private static Source SourceOf(string metadata)
    {
        using var rows = JsonDocument.Parse(metadata);
        return new Source(
        [
            .. rows.RootElement.EnumerateArray().Select(row => new SourceRow(row.GetProperty("name").GetString()!, row.GetProperty("value").GetString()!)),
        ]);
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
