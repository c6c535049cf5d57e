using LeadCall.Storage.Syncs;
using Npgsql;
using NpgsqlTypes;

namespace LeadCall.Storage.Zoho;

/// <summary>
/// The states of <c>zoho_writes</c> around a request. Taking moves planned rows to sent directly before the request, and only the rows it
/// returns are sent; answering stores all results directly after. That makes a doubled owner or a killed process harmless.
/// </summary>
public sealed class WriteStore(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Moves planned rows to sent. A row that somebody else took, or that is answered, is not in the answer; while the connection has an
    /// open incident none is.
    /// </summary>
    public async Task<IReadOnlyList<TakenWrite>> TakeAsync(
        Guid tenantId, string zohoOrg, IReadOnlyList<WriteKey> keys, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            UPDATE zoho_writes w
            SET state = 'sent', sent_at = $5, sends = w.sends + 1, looks = 0, looked_at = NULL, answered_at = NULL,
                code = NULL, message = NULL, cause = NULL, field = NULL, named_module = NULL, named_id = NULL
            FROM unnest($3::uuid[], $4::text[]) AS asked (call_id, step)
            WHERE w.tenant_id = $1 AND w.zoho_org = $2 AND w.call_id = asked.call_id AND w.step = asked.step AND w.state = 'planned'
              AND NOT EXISTS (SELECT FROM incidents i WHERE i.tenant_id = $1 AND i.zoho_org = $2 AND i.closed_at IS NULL)
            RETURNING w.call_id, w.step, w.sends, w.payload
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(keys.Select(key => key.CallId).ToArray());
        command.Parameters.AddWithValue(keys.Select(key => key.Step).ToArray());
        command.Parameters.AddWithValue(now);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var taken = new List<TakenWrite>(keys.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add(new TakenWrite(new WriteKey(reader.GetGuid(0), reader.GetString(1)), reader.GetInt32(2), reader.GetString(3)));
        }

        return taken;
    }

    /// <summary>Sent rows that Zoho did not write are about to be sent once more: their time counts anew.</summary>
    /// <returns>False: one of them is no longer sent by this sender; then none may be sent.</returns>
    public async Task<bool> SendingAgainAsync(Guid tenantId, string zohoOrg, IReadOnlyList<TakenWrite> taken, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            WITH mine AS (
                SELECT w.call_id, w.step
                FROM zoho_writes w
                JOIN unnest($3::uuid[], $4::text[], $5::int[]) AS asked (call_id, step, sends) USING (call_id, step, sends)
                WHERE w.tenant_id = $1 AND w.zoho_org = $2 AND w.state = 'sent'
                ORDER BY w.call_id, w.step
                FOR UPDATE OF w
            )
            UPDATE zoho_writes w SET sent_at = $6
            FROM mine
            WHERE w.tenant_id = $1 AND w.zoho_org = $2 AND w.call_id = mine.call_id AND w.step = mine.step
              AND (SELECT count(*) FROM mine) = cardinality($3)
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(taken.Select(write => write.Key.CallId).ToArray());
        command.Parameters.AddWithValue(taken.Select(write => write.Key.Step).ToArray());
        command.Parameters.AddWithValue(taken.Select(write => write.Sends).ToArray());
        command.Parameters.AddWithValue(now);
        return await command.ExecuteNonQueryAsync(cancellationToken) == taken.Count;
    }

    /// <summary>
    /// Stores what became of sent rows, and a line of the sync log for each. A row that was sent again or answered meanwhile keeps what it has.
    /// </summary>
    public async Task AnswerAsync(
        Guid tenantId, string zohoOrg, IReadOnlyList<WriteAnswer> answers, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            WITH answer AS (
                SELECT * FROM unnest($3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                        $12::text[], $13::text[], $14::text[], $15::text[])
                    AS a (call_id, step, sends, state, result, record_id, code, message, cause, field, named_module, named_id)
            ), stored AS (
                UPDATE zoho_writes w
                SET state = a.state, record_id = a.record_id, code = a.code, message = a.message, answered_at = $11,
                    cause = a.cause, field = a.field, named_module = a.named_module, named_id = a.named_id,
                    unknowns = w.unknowns + CASE WHEN a.state = 'unknown' THEN 1 ELSE 0 END
                FROM answer a
                WHERE w.tenant_id = $1 AND w.zoho_org = $2 AND w.call_id = a.call_id AND w.step = a.step
                  AND w.state IN ('sent', 'unknown') AND w.sends = a.sends
                RETURNING w.call_id, w.step, a.result, a.record_id, a.code, a.message
            )
            INSERT INTO sync_attempts (tenant_id, call_id, at, step, result, code, message, record_id)
            SELECT $1, call_id, $11, step, result, code, message, record_id FROM stored
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(answers.Select(answer => answer.Key.CallId).ToArray());
        command.Parameters.AddWithValue(answers.Select(answer => answer.Key.Step).ToArray());
        command.Parameters.AddWithValue(answers.Select(answer => answer.Sends).ToArray());
        command.Parameters.AddWithValue(answers.Select(answer => answer.State).ToArray());
        command.Parameters.AddWithValue(answers.Select(answer => answer.Result).ToArray());
        command.Parameters.Add(Texts(answers.Select(answer => answer.RecordId)));
        command.Parameters.Add(Texts(answers.Select(answer => answer.Code)));
        command.Parameters.Add(Texts(answers.Select(answer => answer.Message)));
        command.Parameters.AddWithValue(now);
        command.Parameters.Add(Texts(answers.Select(answer => answer.Cause)));
        command.Parameters.Add(Texts(answers.Select(answer => answer.Field)));
        command.Parameters.Add(Texts(answers.Select(answer => answer.Named?.Module)));
        command.Parameters.Add(Texts(answers.Select(answer => answer.Named?.RecordId)));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Planned rows that could not be sent now: what stands in the way is kept with them, so that their calls wait.</summary>
    public async Task HoldAsync(
        Guid tenantId, string zohoOrg, IReadOnlyList<WriteKey> keys, string code, string? message, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            WITH held AS (
                UPDATE zoho_writes w
                SET code = $5, message = $6, cause = 'connection'
                FROM unnest($3::uuid[], $4::text[]) AS asked (call_id, step)
                WHERE w.tenant_id = $1 AND w.zoho_org = $2 AND w.call_id = asked.call_id AND w.step = asked.step AND w.state = 'planned'
                RETURNING w.call_id, w.step
            )
            INSERT INTO sync_attempts (tenant_id, call_id, at, step, result, code, message)
            SELECT $1, call_id, $7, step, 'not_sent', $5, $6 FROM held
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(keys.Select(key => key.CallId).ToArray());
        command.Parameters.AddWithValue(keys.Select(key => key.Step).ToArray());
        command.Parameters.AddWithValue(code);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)message ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.AddWithValue(now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// A row that is still sent long after any request can be under way belongs to a process that died: its outcome is unknown.
    /// </summary>
    public async Task DoubtAsync(
        Guid tenantId, string zohoOrg, Guid callId, DateTimeOffset sentBefore, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            WITH doubted AS (
                UPDATE zoho_writes SET state = 'unknown', unknowns = unknowns + 1, code = 'OUTCOME_UNKNOWN', message = 'The process that sent it ended before the answer.'
                WHERE tenant_id = $1 AND zoho_org = $2 AND call_id = $3 AND state = 'sent' AND sent_at <= $4
                RETURNING call_id, step, code, message
            )
            INSERT INTO sync_attempts (tenant_id, call_id, at, step, result, code, message)
            SELECT $1, call_id, $5, step, 'unknown', code, message FROM doubted
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(callId);
        command.Parameters.AddWithValue(sentBefore);
        command.Parameters.AddWithValue(now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What is needed to look for a write whose outcome is unknown; null when it is not unknown (any more).</summary>
    /// <param name="looks">Looks made before this one. Null is also the answer when there were more meanwhile: they must be apart.</param>
    public async Task<UnknownWrite?> UnknownAsync(
        Guid tenantId, string zohoOrg, WriteKey key, int looks, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT sends, sent_at, payload, looks, unknowns FROM zoho_writes
            WHERE tenant_id = $1 AND zoho_org = $2 AND call_id = $3 AND step = $4 AND state = 'unknown' AND looks = $5
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(key.CallId);
        command.Parameters.AddWithValue(key.Step);
        command.Parameters.AddWithValue(looks);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new UnknownWrite(key, reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetInt32(3), reader.GetInt32(4))
            : null;
    }

    /// <summary>
    /// A look found nothing. The last one gives the write free: that many looks, so far apart, and Zoho had no such record. A Call or Task is
    /// sent again; a Lead is void, because in that time a person may have typed one in, and who the caller is must be asked again. A write
    /// whose answer was lost too often stays unknown for a person.
    /// </summary>
    public async Task LookedAsync(
        Guid tenantId, string zohoOrg, UnknownWrite write, int looksBeforeRepeat, int mostUnknowns, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            UPDATE zoho_writes
            SET looks = looks + 1, looked_at = $7,
                state = CASE WHEN NOT $8 THEN state WHEN step = 'lead' THEN 'void' ELSE 'planned' END,
                code = CASE WHEN NOT $8 THEN code END,
                cause = CASE WHEN $8 AND step = 'lead' THEN 'passing' ELSE cause END
            WHERE tenant_id = $1 AND zoho_org = $2 AND call_id = $3 AND step = $4 AND state = 'unknown' AND sends = $5 AND looks = $6
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(write.Key.CallId);
        command.Parameters.AddWithValue(write.Key.Step);
        command.Parameters.AddWithValue(write.Sends);
        command.Parameters.AddWithValue(write.Looks);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(write.Looks + 1 >= looksBeforeRepeat && write.Unknowns < mostUnknowns);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// The record that a duplicate refusal names carries our ref: an earlier send of this very write made it (FACTS 9.2).
    /// </summary>
    public async Task AdoptAsync(
        Guid tenantId, string zohoOrg, WriteKey key, string recordId, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            WITH adopted AS (
                UPDATE zoho_writes
                SET state = 'done', record_id = $5, code = NULL, message = NULL, cause = NULL, field = NULL, named_module = NULL, named_id = NULL
                WHERE tenant_id = $1 AND zoho_org = $2 AND call_id = $3 AND step = $4 AND state = 'refused' AND named_id = $5
                RETURNING call_id, step
            )
            INSERT INTO sync_attempts (tenant_id, call_id, at, step, result, message, record_id)
            SELECT $1, call_id, $6, step, 'done', 'Zoho had it already, from an earlier send.', $5 FROM adopted
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(key.CallId);
        command.Parameters.AddWithValue(key.Step);
        command.Parameters.AddWithValue(recordId);
        command.Parameters.AddWithValue(now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Whether LeadCall made this Lead (FEATURES E4, setting "Leads we made").</summary>
    public async Task<bool> IsOwnLeadAsync(Guid tenantId, string zohoOrg, string leadId, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT EXISTS (SELECT FROM zoho_writes WHERE tenant_id = $1 AND zoho_org = $2 AND step = 'lead' AND record_id = $3)");
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(leadId);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static NpgsqlParameter Texts(IEnumerable<string?> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}

public sealed record WriteKey(Guid CallId, string Step);

/// <param name="Sends">Which send of the row this is; an answer is stored only for the send it belongs to.</param>
public sealed record TakenWrite(WriteKey Key, int Sends, string Payload);

/// <param name="State">The row's new state: done, refused, unknown, or planned when it may simply be sent again.</param>
/// <param name="Result">The word of the sync log: done, refused, not_sent, unknown.</param>
public sealed record WriteAnswer(WriteKey Key, int Sends, string State, string Result, string? RecordId, string? Code, string? Message)
{
    /// <summary>One of <see cref="ErrorCause"/>; with a refusal always.</summary>
    public string? Cause { get; init; }

    /// <summary>API name of the field the code is about.</summary>
    public string? Field { get; init; }

    /// <summary>The record a duplicate refusal names.</summary>
    public SyncTarget? Named { get; init; }
}

/// <param name="Looks">Looks since that send.</param>
/// <param name="Unknowns">Sends whose outcome nobody knows.</param>
public sealed record UnknownWrite(WriteKey Key, int Sends, DateTimeOffset SentAt, string Payload, int Looks, int Unknowns);
