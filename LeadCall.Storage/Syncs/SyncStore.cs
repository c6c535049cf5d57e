using Npgsql;
using NpgsqlTypes;

namespace LeadCall.Storage.Syncs;

/// <summary>Reads and moves <c>call_syncs</c>. Every move is guarded by (status, generation) and says whether it happened.</summary>
public sealed class SyncStore(NpgsqlDataSource dataSource)
{
    /// <summary>Everything known of one call in one round trip; null when the call has no sync.</summary>
    public async Task<CallWork?> LoadAsync(Guid tenantId, Guid callId, CancellationToken cancellationToken = default)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Command("""
            SELECT s.status, s.generation, s.origin, s.number_e164, s.attempts, s.zoho_org, s.target_module, s.target_id,
                   c.direction, c.started_at, c.duration_s, d.label, a.metadata, m.zoho_user_id, z.zoho_org,
                   t.time_zone, t.placeholder_last_name, t.tasks_enabled, t.task_subject_prefix, t.task_due_offset_days,
                   t.call_result_connected, t.call_result_missed, t.duplicate_lead_call, t.duplicate_lead_task,
                   t.live_max_age, t.workflows_live, t.workflows_late, s.waiting_for, n.phone_hash_key, s.rematch, s.detours,
                   EXISTS (SELECT FROM incidents i WHERE i.tenant_id = s.tenant_id AND i.zoho_org = z.zoho_org AND i.closed_at IS NULL),
                   EXISTS (SELECT FROM callers k WHERE k.tenant_id = s.tenant_id AND k.zoho_org = z.zoho_org AND k.number_e164 = s.number_e164 AND k.claimed_by_call = s.call_id),
                   s.due_at, s.picked_module, s.picked_id, s.picked_by, s.picked_at, s.picked_generation, s.keeps_status, s.warning_step, s.error_code
            FROM call_syncs s
            JOIN calls c USING (tenant_id, call_id)
            JOIN devices d USING (tenant_id, device_id)
            JOIN tenant_settings t USING (tenant_id)
            JOIN tenants n USING (tenant_id)
            LEFT JOIN device_assignments a USING (tenant_id, assignment_id)
            LEFT JOIN zoho_connections z ON z.tenant_id = s.tenant_id AND z.state = 'active'
            LEFT JOIN rep_mappings m ON m.tenant_id = c.tenant_id AND m.rep_id = c.rep_id AND m.zoho_org = z.zoho_org
            WHERE s.tenant_id = $1 AND s.call_id = $2
            """, tenantId, callId));
        batch.BatchCommands.Add(Command("""
            SELECT w.step, w.state, w.lane, w.run_workflows, w.unknowns, w.sent_at, w.looks, w.looked_at, w.record_id, w.code, w.message,
                   w.cause, w.field, w.named_module, w.named_id, w.answered_at
            FROM zoho_writes w
            JOIN zoho_connections z ON z.tenant_id = w.tenant_id AND z.zoho_org = w.zoho_org AND z.state = 'active'
            WHERE w.tenant_id = $1 AND w.call_id = $2
            """, tenantId, callId));

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var work = CallWorkRows.Work(reader, callId);
        await reader.NextResultAsync(cancellationToken);
        var writes = new List<WriteRow>(3);
        while (await reader.ReadAsync(cancellationToken))
        {
            writes.Add(CallWorkRows.Write(reader));
        }

        return work with { Writes = writes };
    }

    /// <summary>
    /// Due rows in the order of work: live before late (DESIGN 8), then as the calls began; of each number and lane only the first, because
    /// only one call of a number is worked on at a time and a thousand calls of one number must not hide the others. Nothing while there is
    /// no active connection, or while it has an open incident.
    /// </summary>
    /// <param name="inFlight">Calls that are being worked on already.</param>
    /// <param name="liveLimit">Most rows of the live lane; 0 for none.</param>
    /// <param name="lateLimit">Most rows of the late lane; 0 for none.</param>
    public async Task<IReadOnlyList<DueSync>> DueAsync(
        Guid tenantId, DateTimeOffset now, IReadOnlyCollection<Guid> inFlight, int liveLimit, int lateLimit, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand(DueRows.Sql);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(inFlight.ToArray());
        command.Parameters.AddWithValue(liveLimit);
        command.Parameters.AddWithValue(lateLimit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<DueSync>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(new DueSync(reader.GetGuid(0), reader.GetString(1), reader.GetBoolean(2)));
        }

        return due;
    }

    /// <summary>When the next pending row of the tenant falls due after <paramref name="now"/>; null when none waits.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(Guid tenantId, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT min(due_at) FROM call_syncs WHERE tenant_id = $1 AND status = 'pending' AND due_at > $2");
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(now);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime due ? new DateTimeOffset(due) : null;
    }

    /// <summary>Tenants with an active connection without an open incident, and rows that are due by then: the sweep nudges them.</summary>
    public async Task<IReadOnlyList<Guid>> TenantsWithDueRowsAsync(DateTimeOffset by, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT z.tenant_id FROM zoho_connections z
            WHERE z.state = 'active'
              AND NOT EXISTS (SELECT FROM incidents i WHERE i.tenant_id = z.tenant_id AND i.zoho_org = z.zoho_org AND i.closed_at IS NULL)
              AND EXISTS (SELECT FROM call_syncs s WHERE s.tenant_id = z.tenant_id AND s.status = 'pending' AND s.due_at <= $1)
            """);
        command.Parameters.AddWithValue(by);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tenants = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            tenants.Add(reader.GetGuid(0));
        }

        return tenants;
    }

    /// <summary>Makes everything due now that waited for this.</summary>
    /// <param name="waitingFor">One of <see cref="WaitingFor"/>.</param>
    public async Task<int> EndWaitAsync(Guid tenantId, string waitingFor, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            UPDATE call_syncs SET due_at = $3, waiting_for = NULL
            WHERE tenant_id = $1 AND status = 'pending' AND waiting_for = $2 AND due_at > $3
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(waitingFor);
        command.Parameters.AddWithValue(now);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Plans writes with their frozen payloads, and keeps the target they go to. A step that is planned already stays as it is, unless it
    /// is void: then it is planned anew. Raises the generation: of two activations that decided from the same rows one plans, the other reads again.
    /// </summary>
    /// <returns>The new generation; null when the row is no longer pending in this one and nothing was planned.</returns>
    public async Task<int?> PlanAsync(
        Guid tenantId, Guid callId, int generation, string zohoOrg, SyncTarget? target, IReadOnlyList<NewWrite> writes, DateTimeOffset now,
        CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            WITH sync AS (
                UPDATE call_syncs
                SET generation = generation + 1, zoho_org = $4, waiting_for = NULL, rematch = false,
                    target_module = CASE WHEN zoho_org = $4 THEN coalesce($5, target_module) ELSE $5 END,
                    target_id = CASE WHEN zoho_org = $4 THEN coalesce($6, target_id) ELSE $6 END
                WHERE tenant_id = $1 AND call_id = $2 AND status = 'pending' AND generation = $3
                RETURNING tenant_id, call_id, generation
            ), planned AS (
                INSERT INTO zoho_writes (tenant_id, zoho_org, call_id, step, lane, run_workflows, payload, state, planned_at)
                SELECT sync.tenant_id, $4, sync.call_id, w.step, w.lane, w.run_workflows, w.payload::jsonb, 'planned', $7
                FROM sync, unnest($8::text[], $9::text[], $10::boolean[], $11::text[]) AS w (step, lane, run_workflows, payload)
                ON CONFLICT (tenant_id, zoho_org, call_id, step) DO UPDATE
                SET lane = excluded.lane, run_workflows = excluded.run_workflows, payload = excluded.payload, state = 'planned',
                    planned_at = excluded.planned_at, looks = 0, looked_at = NULL, answered_at = NULL,
                    code = NULL, message = NULL, cause = NULL, field = NULL, named_module = NULL, named_id = NULL
                WHERE zoho_writes.state = 'void'
            )
            SELECT generation FROM sync
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(callId);
        command.Parameters.AddWithValue(generation);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.Add(Text(target?.Module));
        command.Parameters.Add(Text(target?.RecordId));
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(writes.Select(write => write.Step).ToArray());
        command.Parameters.AddWithValue(writes.Select(write => write.Lane).ToArray());
        command.Parameters.AddWithValue(writes.Select(write => write.RunWorkflows).ToArray());
        command.Parameters.AddWithValue(writes.Select(write => write.Payload).ToArray());
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }

    /// <summary>
    /// Refused steps count no longer and are planned anew. With <paramref name="rematch"/> the record they went to is gone: the caller is
    /// matched again first.
    /// </summary>
    /// <returns>The new generation; null when the row is no longer pending in this one and nothing changed.</returns>
    public async Task<int?> VoidAsync(
        Guid tenantId, Guid callId, int generation, string zohoOrg, IReadOnlyList<string> steps, bool rematch, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            WITH sync AS (
                UPDATE call_syncs
                SET generation = generation + 1, rematch = $6, detours = detours + 1,
                    target_module = CASE WHEN $6 THEN NULL ELSE target_module END, target_id = CASE WHEN $6 THEN NULL ELSE target_id END
                WHERE tenant_id = $1 AND call_id = $2 AND status = 'pending' AND generation = $3
                RETURNING tenant_id, call_id, generation
            ), void AS (
                UPDATE zoho_writes w SET state = 'void'
                FROM sync
                WHERE w.tenant_id = sync.tenant_id AND w.zoho_org = $4 AND w.call_id = sync.call_id AND w.step = ANY ($5) AND w.state = 'refused'
            )
            SELECT generation FROM sync
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(callId);
        command.Parameters.AddWithValue(generation);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(steps.ToArray());
        command.Parameters.AddWithValue(rematch);
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }

    /// <summary>
    /// The row stays pending until <see cref="PutOff.DueAt"/>; what happened is kept for people to see, and what happened to the match, which
    /// is no write, gets its line in the sync log here.
    /// </summary>
    /// <returns>When it is due; null: somebody else moved the row first.</returns>
    public async Task<DateTimeOffset?> PutOffAsync(Guid tenantId, Guid callId, int generation, PutOff putOff, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            WITH sync AS (
                UPDATE call_syncs s
                SET due_at = CASE WHEN $11 AND NOT EXISTS (
                        SELECT FROM incidents i
                        JOIN zoho_connections z ON z.tenant_id = i.tenant_id AND z.zoho_org = i.zoho_org AND z.state = 'active'
                        WHERE i.tenant_id = $1 AND i.closed_at IS NULL) THEN $10 ELSE $4 END,
                    waiting_for = $5, attempts = attempts + $6,
                    error_step = coalesce($7, error_step), error_code = coalesce($8, error_code), error_text = coalesce($9, error_text)
                WHERE tenant_id = $1 AND call_id = $2 AND status = 'pending' AND generation = $3
                RETURNING tenant_id, call_id, due_at
            ), log AS (
                INSERT INTO sync_attempts (tenant_id, call_id, at, step, result, code, message)
                SELECT tenant_id, call_id, $10, $7, 'waiting', $8, $9 FROM sync WHERE $7 = 'match'
            )
            SELECT due_at FROM sync
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(callId);
        command.Parameters.AddWithValue(generation);
        command.Parameters.AddWithValue(putOff.DueAt);
        command.Parameters.AddWithValue(putOff.WaitingFor);
        command.Parameters.AddWithValue(putOff.CountsAsAttempt ? 1 : 0);
        command.Parameters.Add(Text(putOff.Error?.Step));
        command.Parameters.Add(Text(putOff.Error?.Code));
        command.Parameters.Add(Text(putOff.Error?.Text));
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(putOff.WhileHeld);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime due ? new DateTimeOffset(due) : null;
    }

    /// <summary>Ends the sync. An error is kept only with <c>failed</c>.</summary>
    /// <returns>False: somebody else moved the row first.</returns>
    public async Task<bool> FinishAsync(Guid tenantId, Guid callId, int generation, Finish finish, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var batch = dataSource.CreateBatch();
        var command = Command("""
            UPDATE call_syncs
            SET status = $4, generation = generation + 1, due_at = NULL, waiting_for = NULL, finished_at = $5,
                zoho_org = $6, target_module = coalesce($7, target_module), target_id = coalesce($8, target_id),
                error_step = $9, error_code = $10, error_text = $11,
                warning_step = $12, warning_code = $13, warning_text = $14
            WHERE tenant_id = $1 AND call_id = $2 AND status = 'pending' AND generation = $3
            """, tenantId, callId);
        command.Parameters.AddWithValue(generation);
        command.Parameters.AddWithValue(finish.Status);
        command.Parameters.AddWithValue(now);
        command.Parameters.Add(Text(finish.ZohoOrg));
        command.Parameters.Add(Text(finish.Target?.Module));
        command.Parameters.Add(Text(finish.Target?.RecordId));
        command.Parameters.Add(Text(finish.Error?.Step));
        command.Parameters.Add(Text(finish.Error?.Code));
        command.Parameters.Add(Text(finish.Error?.Text));
        command.Parameters.Add(Text(finish.Warning?.Step));
        command.Parameters.Add(Text(finish.Warning?.Code));
        command.Parameters.Add(Text(finish.Warning?.Text));
        batch.BatchCommands.Add(command);
        if (finish.Candidates.Count > 0)
        {
            batch.BatchCommands.Add(CandidatesCommand(tenantId, callId, finish));
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return command.RecordsAffected == 1;
    }

    private static NpgsqlBatchCommand CandidatesCommand(Guid tenantId, Guid callId, Finish finish)
    {
        var candidates = finish.Candidates;
        var command = Command("""
            INSERT INTO sync_candidates (tenant_id, call_id, zoho_org, module, record_id, name, company, email, owner_name, matched_field, possible_only)
            SELECT $1, $2, $3, c.*
            FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::boolean[]) AS c
            WHERE EXISTS (SELECT FROM call_syncs WHERE tenant_id = $1 AND call_id = $2 AND status = 'ambiguous')
            ON CONFLICT DO NOTHING
            """, tenantId, callId);
        command.Parameters.AddWithValue(finish.ZohoOrg!);
        command.Parameters.AddWithValue(candidates.Select(c => c.Module).ToArray());
        command.Parameters.AddWithValue(candidates.Select(c => c.RecordId).ToArray());
        command.Parameters.AddWithValue(candidates.Select(c => c.Name).ToArray());
        command.Parameters.AddWithValue(candidates.Select(c => c.Company).ToArray());
        command.Parameters.AddWithValue(candidates.Select(c => c.Email).ToArray());
        command.Parameters.AddWithValue(candidates.Select(c => c.OwnerName).ToArray());
        command.Parameters.AddWithValue(candidates.Select(c => c.MatchedField).ToArray());
        command.Parameters.AddWithValue(candidates.Select(c => c.PossibleOnly).ToArray());
        return command;
    }

    private static NpgsqlBatchCommand Command(string sql, Guid tenantId, Guid callId)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(callId);
        return command;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
