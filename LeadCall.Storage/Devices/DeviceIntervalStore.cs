using Npgsql;
using NpgsqlTypes;

namespace LeadCall.Storage.Devices;

/// <summary>
/// The tables <c>device_roles</c>, <c>device_holders</c> and <c>device_assignments</c>: who or what a device stood for, and when. Each
/// change is one transaction, guarded by the open interval it was decided on; the exclusion constraints have the last word.
/// </summary>
public sealed class DeviceIntervalStore(NpgsqlDataSource dataSource, TimeProvider time)
{
    private const string Roles = "device_roles";
    private const string Holders = "device_holders";
    private const string Assignments = "device_assignments";

    /// <summary>Null when the tenant has no such device.</summary>
    public async Task<DeviceStanding?> ReadAsync(Guid tenantId, Guid deviceId, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT r.role, lower(r.during), upper(r.during),
                   h.rep_id, lower(h.during), upper(h.during),
                   a.metadata, lower(a.during), upper(a.during)
            FROM devices d
            LEFT JOIN LATERAL (
                SELECT role, during FROM device_roles r
                WHERE r.tenant_id = d.tenant_id AND r.device_id = d.device_id ORDER BY during DESC LIMIT 1) r ON true
            LEFT JOIN LATERAL (
                SELECT rep_id, during FROM device_holders h
                WHERE h.tenant_id = d.tenant_id AND h.device_id = d.device_id ORDER BY during DESC LIMIT 1) h ON true
            LEFT JOIN LATERAL (
                SELECT metadata, during FROM device_assignments a
                WHERE a.tenant_id = d.tenant_id AND a.device_id = d.device_id ORDER BY during DESC LIMIT 1) a ON true
            WHERE d.tenant_id = $1 AND d.device_id = $2
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(deviceId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new DeviceStanding(
                IntervalAt(reader, 0, reader.GetString),
                IntervalAt(reader, 3, reader.GetGuid),
                IntervalAt(reader, 6, column => AssignmentMetadata.Read(reader.GetString(column))))
            : null;
    }

    /// <summary>Every interval of the device, oldest first.</summary>
    public async Task<DeviceHistory> HistoryAsync(Guid tenantId, Guid deviceId, CancellationToken cancellationToken = default) => new(
        await HistoryAsync(Roles, "role", tenantId, deviceId, reader => reader.GetString(0), cancellationToken),
        await HistoryAsync(Holders, "rep_id", tenantId, deviceId, reader => reader.GetGuid(0), cancellationToken),
        await HistoryAsync(Assignments, "metadata", tenantId, deviceId, reader => AssignmentMetadata.Read(reader.GetString(0)), cancellationToken));

    /// <summary>Changes the role; with <paramref name="endOfAssignment"/> the open assignment ends in the same transaction (FEATURES C3).</summary>
    /// <returns>False when the intervals are no longer what the change was decided on, or the device is not the tenant's: nothing was changed.</returns>
    public Task<bool> ChangeRoleAsync(
        Guid tenantId, Guid deviceId, string role, IntervalChange change, IntervalChange? endOfAssignment, CancellationToken cancellationToken = default) =>
        InTransactionAsync(async transaction =>
            (endOfAssignment is null || await CloseAsync(transaction, Assignments, tenantId, deviceId, endOfAssignment, cancellationToken))
            && await ApplyAsync(transaction, Roles, "role", new NpgsqlParameter<string> { TypedValue = role }, tenantId, deviceId, change, cancellationToken), cancellationToken);

    /// <param name="repId">Null with <see cref="IntervalStep.Close"/> and <see cref="IntervalStep.Remove"/>: nobody holds it.</param>
    /// <exception cref="UnknownRepException">The tenant has no such rep.</exception>
    /// <inheritdoc cref="ChangeRoleAsync" path="/returns"/>
    public async Task<bool> ChangeHolderAsync(
        Guid tenantId, Guid deviceId, Guid? repId, IntervalChange change, CancellationToken cancellationToken = default)
    {
        try
        {
            var value = new NpgsqlParameter<Guid?> { TypedValue = repId };
            return await InTransactionAsync(
                transaction => ApplyAsync(transaction, Holders, "rep_id", value, tenantId, deviceId, change, cancellationToken), cancellationToken);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.ForeignKeyViolation, ConstraintName: "device_holders_tenant_id_rep_id_fkey" })
        {
            throw new UnknownRepException(repId!.Value);
        }
    }

    /// <param name="assignmentId">Of the new assignment; with <see cref="IntervalStep.Replace"/> the one that is there keeps its id.</param>
    /// <inheritdoc cref="ChangeRoleAsync" path="/returns"/>
    public Task<bool> ChangeAssignmentAsync(
        Guid tenantId, Guid deviceId, Guid assignmentId, IReadOnlyList<AssignmentRow> metadata, IntervalChange change, CancellationToken cancellationToken = default)
    {
        var value = new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = AssignmentMetadata.Write(metadata) };
        return InTransactionAsync(
            transaction => ApplyAsync(transaction, Assignments, "metadata", value, tenantId, deviceId, change, cancellationToken, assignmentId), cancellationToken);
    }

    private async Task<bool> InTransactionAsync(Func<NpgsqlTransaction, Task<bool>> work, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            if (!await work(transaction))
            {
                return false;
            }

            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ExclusionViolation)
        {
            // Another change got in between reading and writing.
            return false;
        }
    }

    private async Task<bool> ApplyAsync(
        NpgsqlTransaction transaction, string table, string column, NpgsqlParameter value, Guid tenantId, Guid deviceId, IntervalChange change,
        CancellationToken cancellationToken, Guid? assignmentId = null) => change.Step switch
    {
        IntervalStep.Open => await OpenAsync(transaction, table, column, value, tenantId, deviceId, change, assignmentId, cancellationToken),
        IntervalStep.CloseAndOpen => await CloseAsync(transaction, table, tenantId, deviceId, change, cancellationToken)
            && await OpenAsync(transaction, table, column, value, tenantId, deviceId, change, assignmentId, cancellationToken),
        IntervalStep.Close => await CloseAsync(transaction, table, tenantId, deviceId, change, cancellationToken),
        IntervalStep.Replace => await OneRowAsync(
            transaction,
            $"UPDATE {table} SET {column} = $4, set_by = $5, set_at = $6 WHERE tenant_id = $1 AND device_id = $2 AND lower(during) = $3 AND upper_inf(during)",
            [Value(tenantId), Value(deviceId), Value(change.At), value, Value(change.SetBy), Value(time.GetUtcNow())],
            cancellationToken),
        IntervalStep.Remove => await OneRowAsync(
            transaction,
            $"DELETE FROM {table} WHERE tenant_id = $1 AND device_id = $2 AND lower(during) = $3 AND upper_inf(during)",
            [Value(tenantId), Value(deviceId), Value(change.At)],
            cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.Step, "Not a step of an interval."),
    };

    private static Task<bool> CloseAsync(
        NpgsqlTransaction transaction, string table, Guid tenantId, Guid deviceId, IntervalChange change, CancellationToken cancellationToken) =>
        OneRowAsync(
            transaction,
            $"UPDATE {table} SET during = tstzrange($3, $4) WHERE tenant_id = $1 AND device_id = $2 AND lower(during) = $3 AND upper_inf(during)",
            [Value(tenantId), Value(deviceId), Value(change.OpenSince!.Value), Value(change.At)],
            cancellationToken);

    private Task<bool> OpenAsync(
        NpgsqlTransaction transaction, string table, string column, NpgsqlParameter value, Guid tenantId, Guid deviceId, IntervalChange change,
        Guid? assignmentId, CancellationToken cancellationToken)
    {
        List<NpgsqlParameter> parameters = [Value(tenantId), Value(deviceId), Value(change.At), value, Value(change.SetBy), Value(time.GetUtcNow())];
        var (idColumn, idValue) = ("", "");
        if (assignmentId is { } id)
        {
            (idColumn, idValue) = (", assignment_id", ", $7");
            parameters.Add(Value(id));
        }

        return OneRowAsync(
            transaction,
            $"INSERT INTO {table} (tenant_id, device_id, during, {column}, set_by, set_at{idColumn}) VALUES ($1, $2, tstzrange($3, NULL), $4, $5, $6{idValue})",
            parameters,
            cancellationToken);
    }

    private static async Task<bool> OneRowAsync(
        NpgsqlTransaction transaction, string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private async Task<IReadOnlyList<Interval<T>>> HistoryAsync<T>(
        string table, string column, Guid tenantId, Guid deviceId, Func<NpgsqlDataReader, T> value, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"SELECT {column}, lower(during), upper(during) FROM {table} WHERE tenant_id = $1 AND device_id = $2 ORDER BY during");
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(deviceId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var intervals = new List<Interval<T>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            intervals.Add(IntervalAt(reader, 0, _ => value(reader))!);
        }

        return intervals;
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static Interval<T>? IntervalAt<T>(NpgsqlDataReader reader, int column, Func<int, T> value) => reader.IsDBNull(column)
        ? null
        : new Interval<T>(value(column), InstantAt(reader, column + 1), reader.IsDBNull(column + 2) ? null : InstantAt(reader, column + 2));

    private static DateTimeOffset InstantAt(NpgsqlDataReader reader, int column) => new(reader.GetDateTime(column), TimeSpan.Zero);
}

/// <summary>A holder must be a rep of the same tenant.</summary>
public sealed class UnknownRepException(Guid repId) : Exception($"The tenant has no rep {repId}.");
