using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Orleans.Embedded;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Postgres;

/// <summary>State as JSON in <c>embedded_grain_state</c>; the etag is the row's version.</summary>
internal sealed class PostgresGrainStorage(NpgsqlDataSource dataSource) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ReadStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            SELECT state, version FROM embedded_grain_state
            WHERE grain_kind = $1 AND grain_key = $2 AND state_name = $3
            """, stateName, grainId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        grainState.RecordExists = await reader.ReadAsync(cancellationToken);
        grainState.ETag = grainState.RecordExists ? Etag(reader.GetInt64(1)) : null;
        grainState.State = grainState.RecordExists
            ? JsonSerializer.Deserialize<T>(reader.GetString(0), StateJson.Options)
            : GrainState<T>.Fresh();
    }

    public async Task WriteStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        await using var command = Command(
            grainState.ETag is null
                ? """
                  INSERT INTO embedded_grain_state (grain_kind, grain_key, state_name, state, version, written_at)
                  VALUES ($1, $2, $3, $4, 1, now())
                  ON CONFLICT DO NOTHING
                  RETURNING version
                  """
                : """
                  UPDATE embedded_grain_state SET state = $4, version = version + 1, written_at = now()
                  WHERE grain_kind = $1 AND grain_key = $2 AND state_name = $3 AND version = $5
                  RETURNING version
                  """,
            stateName,
            grainId);
        command.Parameters.Add(new()
        {
            Value = JsonSerializer.Serialize(grainState.State, StateJson.Options),
            NpgsqlDbType = NpgsqlDbType.Jsonb,
        });
        AddVersion(command, grainState.ETag);
        grainState.ETag = await command.ExecuteScalarAsync(cancellationToken) is long version
            ? Etag(version)
            : throw StateJson.Inconsistent(stateName, grainId, null, grainState.ETag);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        if (grainState.ETag is not null)
        {
            await using var command = Command("""
                DELETE FROM embedded_grain_state
                WHERE grain_kind = $1 AND grain_key = $2 AND state_name = $3 AND version = $4
                """, stateName, grainId);
            AddVersion(command, grainState.ETag);
            if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
            {
                throw StateJson.Inconsistent(stateName, grainId, null, grainState.ETag);
            }
        }

        grainState.State = GrainState<T>.Fresh();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static string Etag(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static void AddVersion(NpgsqlCommand command, string? etag)
    {
        if (etag is not null)
        {
            command.Parameters.Add(new() { Value = long.Parse(etag, CultureInfo.InvariantCulture) });
        }
    }

    private NpgsqlCommand Command(string sql, string stateName, GrainId grainId)
    {
        var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(new() { Value = grainId.Type.ToString() });
        command.Parameters.Add(new() { Value = grainId.Key.ToString() });
        command.Parameters.Add(new() { Value = stateName });
        return command;
    }
}
