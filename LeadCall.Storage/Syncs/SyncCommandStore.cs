using Npgsql;

namespace LeadCall.Storage.Syncs;

/// <summary>
/// What people tell a sync to do (DESIGN 8): each command is one statement, guarded by the status and generation the decision was made
/// from. It locks the row of <c>call_syncs</c> before rows of <c>zoho_writes</c>, as planning does.
/// </summary>
public class SyncCommandStore(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Makes a failed sync due again, or one that ended with a warning: that one keeps its record and will end as it had. What Zoho refused
    /// is void and will be planned anew; what is unknown will be looked for before it is repeated; what is done stays.
    /// </summary>
    /// <returns>The new generation; null when the row is no longer in this status and generation and nothing changed.</returns>
    public virtual async Task<int?> RetryAsync(
        Guid tenantId, Guid callId, string status, int generation, SyncPerson by, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = Command("""
            WITH seen AS MATERIALIZED (
                SELECT s.*, s.status <> 'failed' OR (s.picked_module, s.picked_id) = (s.target_module, s.target_id)
                    OR EXISTS (SELECT FROM zoho_writes w WHERE w.tenant_id = $1 AND w.call_id = $2 AND w.zoho_org = s.zoho_org AND w.state NOT IN ('refused', 'void')) AS keeps_target
                FROM call_syncs s
                WHERE s.tenant_id = $1 AND s.call_id = $2 AND s.generation = $3 AND s.status = $7
                  AND (s.status = 'failed' OR (s.status IN ('created', 'linked', 'duplicate_lead') AND s.warning_step IS NOT NULL))
                FOR NO KEY UPDATE
            ), sync AS (
                UPDATE call_syncs s
                SET status = 'pending', generation = s.generation + 1, due_at = $4, waiting_for = NULL, finished_at = NULL, attempts = 0, detours = 0,
                    keeps_status = nullif(seen.status, 'failed'),
                    target_module = CASE WHEN seen.keeps_target THEN seen.target_module END,
                    target_id = CASE WHEN seen.keeps_target THEN seen.target_id END,
                    error_step = NULL, error_code = NULL, error_text = NULL, warning_step = NULL, warning_code = NULL, warning_text = NULL
                FROM seen
                WHERE s.tenant_id = seen.tenant_id AND s.call_id = seen.call_id AND s.status = $7 AND s.generation = $3
                RETURNING s.tenant_id, s.call_id, s.generation
            ), writes AS (
                UPDATE zoho_writes w
                SET state = CASE w.state WHEN 'refused' THEN 'void' ELSE w.state END, unknowns = 0, looks = 0, looked_at = NULL
                FROM sync
                WHERE w.tenant_id = sync.tenant_id AND w.call_id = sync.call_id AND w.state IN ('refused', 'unknown')
            ), log AS (
                INSERT INTO sync_attempts (tenant_id, call_id, at, step, result, code, message, by_id, by_name)
                SELECT tenant_id, call_id, $4, coalesce(seen.error_step, seen.warning_step, 'match'), 'retried',
                       coalesce(seen.error_code, seen.warning_code), coalesce(seen.error_text, seen.warning_text), $5, $6
                FROM sync JOIN seen USING (tenant_id, call_id)
            )
            SELECT generation FROM sync
            """, tenantId, callId, generation, now, by);
        command.Parameters.AddWithValue(status);
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }

    /// <summary>
    /// Sends an ambiguous call to one of its candidates, once the time to undo it is over.
    /// </summary>
    /// <param name="remember">Later ambiguous calls of this number go to this record too, from <paramref name="dueAt"/> on (FEATURES F3).</param>
    /// <returns>The new generation; null when the row is no longer ambiguous in this one, or the pick is no candidate of the connected organisation.</returns>
    public virtual async Task<int?> ResolveAsync(
        Guid tenantId, Guid callId, int generation, SyncTarget pick, bool remember, SyncPerson by, DateTimeOffset now, DateTimeOffset dueAt,
        CancellationToken cancellationToken = default)
    {
        await using var command = Command("""
            WITH pick AS (
                SELECT c.tenant_id, c.call_id, c.zoho_org, c.module, c.record_id, c.name
                FROM sync_candidates c
                JOIN zoho_connections z ON z.tenant_id = c.tenant_id AND z.zoho_org = c.zoho_org AND z.state = 'active'
                WHERE c.tenant_id = $1 AND c.call_id = $2 AND c.module = $7 AND c.record_id = $8
            ), sync AS (
                UPDATE call_syncs s
                SET status = 'pending', generation = s.generation + 1, due_at = $9, waiting_for = 'undo', finished_at = NULL, attempts = 0, detours = 0,
                    keeps_status = NULL, zoho_org = pick.zoho_org, target_module = pick.module, target_id = pick.record_id,
                    picked_module = pick.module, picked_id = pick.record_id, picked_by = $6, picked_by_id = $5, picked_at = $4,
                    picked_generation = s.generation + 1
                FROM pick
                WHERE s.tenant_id = pick.tenant_id AND s.call_id = pick.call_id AND s.status = 'ambiguous' AND s.generation = $3
                RETURNING s.tenant_id, s.call_id, s.generation, s.number_e164
            ), remembered AS (
                INSERT INTO caller_choices (
                    tenant_id, zoho_org, number_e164, call_id, module, record_id, chosen_by, chosen_by_id, chosen_at, counts_from)
                SELECT tenant_id, pick.zoho_org, sync.number_e164, call_id, pick.module, pick.record_id, $6, $5, $4, $9
                FROM sync JOIN pick USING (tenant_id, call_id)
                WHERE $10
                ON CONFLICT (tenant_id, zoho_org, number_e164, call_id) DO UPDATE
                SET module = excluded.module, record_id = excluded.record_id, chosen_by = excluded.chosen_by, chosen_by_id = excluded.chosen_by_id,
                    chosen_at = excluded.chosen_at, counts_from = excluded.counts_from
            ), log AS (
                INSERT INTO sync_attempts (tenant_id, call_id, at, step, result, message, record_id, by_id, by_name)
                SELECT tenant_id, call_id, $4, 'match', 'resolved', pick.module || ': ' || pick.name, pick.record_id, $5, $6
                FROM sync JOIN pick USING (tenant_id, call_id)
            )
            SELECT generation FROM sync
            """, tenantId, callId, generation, now, by);
        command.Parameters.AddWithValue(pick.Module);
        command.Parameters.AddWithValue(pick.RecordId);
        command.Parameters.AddWithValue(dueAt);
        command.Parameters.AddWithValue(remember);
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }

    /// <summary>
    /// Takes a pick back while nothing was written for it: the rows of its writes are locked, so that a sender either took them before, and
    /// this changes nothing, or finds them void. What was written before the pick does not stand in its way.
    /// </summary>
    /// <returns>The new generation; null when the row is no longer pending in this one with a pick of its own, or a write has begun.</returns>
    public virtual async Task<int?> UndoAsync(
        Guid tenantId, Guid callId, int generation, SyncPerson by, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = Command("""
            WITH seen AS MATERIALIZED (
                SELECT tenant_id, call_id, zoho_org, picked_id, picked_at
                FROM call_syncs
                WHERE tenant_id = $1 AND call_id = $2 AND status = 'pending' AND generation = $3
                  AND picked_generation IS NOT NULL AND (picked_module, picked_id) = (target_module, target_id)
                FOR NO KEY UPDATE
            ), writes AS MATERIALIZED (
                SELECT w.state, w.sent_at FROM zoho_writes w JOIN seen USING (tenant_id, call_id, zoho_org) FOR UPDATE OF w
            ), sync AS (
                UPDATE call_syncs s
                SET status = 'ambiguous', generation = s.generation + 1, due_at = NULL, waiting_for = NULL, finished_at = $4, attempts = 0,
                    rematch = EXISTS (SELECT FROM writes WHERE state = 'done'), target_module = NULL, target_id = NULL, error_step = NULL, error_code = NULL, error_text = NULL,
                    picked_module = NULL, picked_id = NULL, picked_by = NULL, picked_by_id = NULL, picked_at = NULL, picked_generation = NULL
                FROM seen
                WHERE s.tenant_id = seen.tenant_id AND s.call_id = seen.call_id AND s.status = 'pending' AND s.generation = $3
                  AND NOT EXISTS (SELECT FROM writes WHERE state IN ('sent', 'done', 'unknown') AND sent_at >= seen.picked_at)
                RETURNING s.tenant_id, s.call_id, s.zoho_org, s.generation
            ), void AS (
                UPDATE zoho_writes w SET state = 'void'
                FROM sync
                WHERE w.tenant_id = sync.tenant_id AND w.zoho_org = sync.zoho_org AND w.call_id = sync.call_id AND w.state IN ('planned', 'refused')
            ), forgotten AS (
                DELETE FROM caller_choices c USING sync WHERE c.tenant_id = sync.tenant_id AND c.call_id = sync.call_id
            ), log AS (
                INSERT INTO sync_attempts (tenant_id, call_id, at, step, result, record_id, by_id, by_name)
                SELECT tenant_id, call_id, $4, 'match', 'undone', seen.picked_id, $5, $6 FROM sync JOIN seen USING (tenant_id, call_id)
            )
            SELECT generation FROM sync
            """, tenantId, callId, generation, now, by);
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }

    private NpgsqlCommand Command(string sql, Guid tenantId, Guid callId, int generation, DateTimeOffset now, SyncPerson by)
    {
        var command = dataSource.CreateCommand(sql);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(callId);
        command.Parameters.AddWithValue(generation);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(by.UserId);
        command.Parameters.AddWithValue(by.Name);
        return command;
    }
}

/// <summary>Who asked for a command.</summary>
public sealed record SyncPerson(Guid UserId, string Name);
