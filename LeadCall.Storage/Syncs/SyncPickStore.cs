using Npgsql;

namespace LeadCall.Storage.Syncs;

/// <summary>Picks of people as the automatic run meets them: candidates, remembered choices, and picks whose record is gone (FEATURES F3).</summary>
public sealed class SyncPickStore(NpgsqlDataSource dataSource)
{
    /// <summary>Whether the record is a candidate of the call in the connected organisation.</summary>
    public async Task<bool> IsCandidateAsync(Guid tenantId, Guid callId, SyncTarget record, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT EXISTS (
                SELECT FROM sync_candidates c
                JOIN zoho_connections z ON z.tenant_id = c.tenant_id AND z.zoho_org = c.zoho_org AND z.state = 'active'
                WHERE c.tenant_id = $1 AND c.call_id = $2 AND c.module = $3 AND c.record_id = $4)
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(callId);
        command.Parameters.AddWithValue(record.Module);
        command.Parameters.AddWithValue(record.RecordId);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>
    /// The choice remembered for a number, if its record is among these. If it is not, the record is gone, was converted or lost the number:
    /// everything remembered for the number is forgotten with it.
    /// </summary>
    /// <param name="verified">Records that hold the number, read back from the CRM.</param>
    public async Task<RememberedChoice?> RememberedAsync(
        Guid tenantId, string zohoOrg, string numberE164, IReadOnlyList<SyncTarget> verified, DateTimeOffset now,
        CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            WITH newest AS MATERIALIZED (
                SELECT c.module, c.record_id, c.chosen_by, c.chosen_by_id, c.chosen_at, v.record_id IS NOT NULL AS verified
                FROM caller_choices c
                LEFT JOIN unnest($5::text[], $6::text[]) AS v (module, record_id) USING (module, record_id)
                WHERE c.tenant_id = $1 AND c.zoho_org = $2 AND c.number_e164 = $3 AND c.counts_from <= $4
                ORDER BY c.chosen_at DESC, c.call_id DESC
                LIMIT 1
            ), forgotten AS (
                DELETE FROM caller_choices c USING newest
                WHERE NOT newest.verified AND c.tenant_id = $1 AND c.zoho_org = $2 AND c.number_e164 = $3 AND c.counts_from <= $4
            )
            SELECT module, record_id, chosen_by, chosen_by_id, chosen_at FROM newest WHERE verified
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(numberE164);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(verified.Select(record => record.Module).ToArray());
        command.Parameters.AddWithValue(verified.Select(record => record.RecordId).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new RememberedChoice(
                new SyncTarget(reader.GetString(0), reader.GetString(1)), new SyncPerson(reader.GetGuid(3), reader.GetString(2)),
                reader.GetFieldValue<DateTimeOffset>(4))
            : null;
    }

    /// <summary>A remembered choice decides for this call; it says who chose and when, and there is nothing to undo.</summary>
    /// <returns>The new generation; null when the row is no longer pending in this one and nothing changed.</returns>
    public async Task<int?> ChooseAsync(
        Guid tenantId, Guid callId, int generation, string zohoOrg, RememberedChoice choice, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            UPDATE call_syncs
            SET generation = generation + 1, zoho_org = $4, target_module = $5, target_id = $6,
                picked_module = $5, picked_id = $6, picked_by = $7, picked_by_id = $8, picked_at = $9, picked_generation = NULL
            WHERE tenant_id = $1 AND call_id = $2 AND status = 'pending' AND generation = $3
            RETURNING generation
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(callId);
        command.Parameters.AddWithValue(generation);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(choice.Record.Module);
        command.Parameters.AddWithValue(choice.Record.RecordId);
        command.Parameters.AddWithValue(choice.By.Name);
        command.Parameters.AddWithValue(choice.By.UserId);
        command.Parameters.AddWithValue(choice.At);
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }

    /// <summary>The picked record is gone or converted: the caller is matched again, and candidates that were found before are forgotten.</summary>
    /// <returns>The new generation; null when the row is no longer pending in this one and nothing changed.</returns>
    public async Task<int?> UnpickAsync(Guid tenantId, Guid callId, int generation, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            WITH seen AS MATERIALIZED (
                SELECT tenant_id, call_id, picked_id FROM call_syncs
                WHERE tenant_id = $1 AND call_id = $2 AND status = 'pending' AND generation = $3 AND picked_id IS NOT NULL
                FOR NO KEY UPDATE
            ), sync AS (
                UPDATE call_syncs s
                SET generation = s.generation + 1, waiting_for = NULL, target_module = NULL, target_id = NULL,
                    picked_module = NULL, picked_id = NULL, picked_by = NULL, picked_by_id = NULL, picked_at = NULL, picked_generation = NULL
                FROM seen
                WHERE s.tenant_id = seen.tenant_id AND s.call_id = seen.call_id AND s.status = 'pending' AND s.generation = $3
                RETURNING s.tenant_id, s.call_id, s.generation
            ), candidates AS (
                DELETE FROM sync_candidates c USING sync WHERE c.tenant_id = sync.tenant_id AND c.call_id = sync.call_id
            ), log AS (
                INSERT INTO sync_attempts (tenant_id, call_id, at, step, result, code, message, record_id)
                SELECT tenant_id, call_id, $4, 'match', 'waiting', 'PICK_GONE',
                       'The record that was picked is no longer there, or was converted. The caller is matched again.', seen.picked_id
                FROM sync JOIN seen USING (tenant_id, call_id)
            )
            SELECT generation FROM sync
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(callId);
        command.Parameters.AddWithValue(generation);
        command.Parameters.AddWithValue(now);
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }
}

/// <summary>A choice that a person asked to be remembered for a number.</summary>
public sealed record RememberedChoice(SyncTarget Record, SyncPerson By, DateTimeOffset At);
