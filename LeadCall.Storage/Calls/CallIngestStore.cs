using Npgsql;
using NpgsqlTypes;

namespace LeadCall.Storage.Calls;

/// <summary>Stores uploaded calls with their attribution and queues the eligible ones: one statement per upload (DESIGN 4.2).</summary>
public sealed class CallIngestStore(NpgsqlDataSource dataSource)
{
    // A call stored by somebody else between this statement's snapshot and its insert is seen the second time.
    private const int Attempts = 3;

    private const string Statement = """
        WITH item AS (
            SELECT *
            FROM unnest($5::uuid[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::integer[], $10::text[], $11::text[], $12::bytea[], $13::text[], $14::text[])
                WITH ORDINALITY AS i (
                    call_id, direction, reported_started_at, started_at, duration_s, number_raw, number_e164, number_key, phone_row_id, content_reason, position)
        ), stored AS (
            INSERT INTO calls (
                tenant_id, call_id, device_id, direction, reported_started_at, started_at, duration_s, number_raw, number_e164, number_key,
                phone_row_id, received_at, clock_skew_s, clock_corrected, role, assignment_id, rep_id, ineligible_reason)
            SELECT
                $1, i.call_id, $2, i.direction, i.reported_started_at, i.started_at, i.duration_s, i.number_raw, i.number_e164, i.number_key,
                i.phone_row_id, $3, $4, i.started_at <> i.reported_started_at, r.role, a.assignment_id, h.rep_id,
                CASE
                    WHEN r.role IS NULL THEN 'needs_setup'
                    WHEN r.role = 'sales_rep' THEN 'sales_rep_phone'
                    WHEN a.assignment_id IS NULL THEN 'no_assignment'
                    ELSE i.content_reason
                END
            FROM item i
            LEFT JOIN device_roles r ON r.tenant_id = $1 AND r.device_id = $2 AND r.during @> i.started_at
            LEFT JOIN device_assignments a ON a.tenant_id = $1 AND a.device_id = $2 AND a.during @> i.started_at
            LEFT JOIN device_holders h ON h.tenant_id = $1 AND h.device_id = $2 AND h.during @> i.started_at
            ON CONFLICT (device_id, reported_started_at, direction, number_key) DO NOTHING
            RETURNING call_id, started_at, number_e164, ineligible_reason
        ), queued AS (
            INSERT INTO call_syncs (tenant_id, call_id, status, origin, started_at, number_e164, queued_at, due_at)
            SELECT $1, call_id, 'pending', 'upload', started_at, number_e164, $3, $3
            FROM stored
            WHERE ineligible_reason IS NULL AND EXISTS (SELECT FROM zoho_connections WHERE tenant_id = $1)
            RETURNING call_id
        )
        SELECT
            i.position,
            s.call_id IS NULL,
            coalesce(s.call_id, (
                SELECT c.call_id
                FROM calls c
                WHERE s.call_id IS NULL AND c.device_id = $2 AND c.reported_started_at = i.reported_started_at
                  AND c.direction = i.direction AND c.number_key = i.number_key)),
            (SELECT count(*) FROM queued)
        FROM item i
        LEFT JOIN stored s ON s.call_id = i.call_id
        """;

    /// <summary>
    /// Returns after the commit. A call is known when this device has reported one of the same start, direction and number before
    /// (FEATURES D1, D8), also earlier in the same batch. Before the tenant's first connection nothing is queued (FEATURES A10).
    /// </summary>
    public async Task<IngestResult> StoreAsync(CallBatch batch, CancellationToken cancellationToken = default)
    {
        var calls = batch.Calls.DistinctBy(CallIdentity.Of).ToArray();
        var stored = new Dictionary<CallIdentity, StoredCall>(calls.Length);
        var queued = 0;
        for (var attempt = 1; stored.Count < calls.Length; attempt++)
        {
            if (attempt > Attempts)
            {
                throw new InvalidOperationException(
                    $"{calls.Length - stored.Count} calls of device {batch.DeviceId} were neither stored nor found in {Attempts} attempts.");
            }

            queued += await ExecuteAsync(batch, [.. calls.Where(call => !stored.ContainsKey(CallIdentity.Of(call)))], stored, cancellationToken);
        }

        return new IngestResult([.. Answers(batch.Calls, stored)], queued);
    }

    private static IEnumerable<StoredCall> Answers(IReadOnlyList<NewCall> calls, Dictionary<CallIdentity, StoredCall> stored)
    {
        var answered = new HashSet<CallIdentity>(calls.Count);
        foreach (var call in calls)
        {
            var identity = CallIdentity.Of(call);
            var answer = stored[identity];
            yield return answered.Add(identity) ? answer : answer with { AlreadyKnown = true };
        }
    }

    private async Task<int> ExecuteAsync(
        CallBatch batch, NewCall[] calls, Dictionary<CallIdentity, StoredCall> stored, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Statement);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = batch.TenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = batch.DeviceId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = batch.ReceivedAt });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = batch.ClockSkewSeconds });
        command.Parameters.Add(Column(NpgsqlDbType.Uuid, calls, call => call.CallId));
        command.Parameters.Add(Column(NpgsqlDbType.Text, calls, call => call.Direction));
        command.Parameters.Add(Column(NpgsqlDbType.TimestampTz, calls, call => call.ReportedStartedAt));
        command.Parameters.Add(Column(NpgsqlDbType.TimestampTz, calls, call => call.StartedAt));
        command.Parameters.Add(Column(NpgsqlDbType.Integer, calls, call => call.DurationSeconds));
        command.Parameters.Add(Column(NpgsqlDbType.Text, calls, call => call.NumberRaw));
        command.Parameters.Add(Column(NpgsqlDbType.Text, calls, call => call.NumberE164));
        command.Parameters.Add(Column(NpgsqlDbType.Bytea, calls, call => call.NumberKey));
        command.Parameters.Add(Column(NpgsqlDbType.Text, calls, call => call.PhoneRowId));
        command.Parameters.Add(Column(NpgsqlDbType.Text, calls, call => call.IneligibleReason));

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var queued = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!reader.IsDBNull(2))
            {
                stored.Add(CallIdentity.Of(calls[reader.GetInt64(0) - 1]), new StoredCall(reader.GetGuid(2), reader.GetBoolean(1)));
            }

            queued = (int)reader.GetInt64(3);
        }

        return queued;
    }

    private static NpgsqlParameter<T[]> Column<T>(NpgsqlDbType elements, NewCall[] calls, Func<NewCall, T> value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | elements, TypedValue = Array.ConvertAll(calls, call => value(call)) };

    /// <summary>What makes two uploaded rows one call, within a device.</summary>
    private readonly record struct CallIdentity(DateTimeOffset ReportedStartedAt, string Direction, UInt128 NumberKey)
    {
        public static CallIdentity Of(NewCall call) => new(
            call.ReportedStartedAt, call.Direction, System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(call.NumberKey));
    }
}
