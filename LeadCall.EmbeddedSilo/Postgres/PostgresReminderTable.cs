using Npgsql;
using NpgsqlTypes;
using Orleans.Embedded;
using Orleans.Runtime;

namespace Orleans.Postgres;

/// <summary>Reminders in <c>embedded_reminders</c>.</summary>
internal sealed class PostgresReminderTable(NpgsqlDataSource dataSource) : IReminderTable
{
    public async Task<IReadOnlyList<ReminderRow>> ReadAll(CancellationToken cancellation)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT grain_kind, grain_key, reminder_name, first_tick_at, period FROM embedded_reminders");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<ReminderRow> rows = [];
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new(
                GrainId.Create(reader.GetString(0), reader.GetString(1)),
                reader.GetString(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetTimeSpan(4)));
        }

        return rows;
    }

    public async Task Save(ReminderRow row)
    {
        await using var command = Command("""
            INSERT INTO embedded_reminders (grain_kind, grain_key, reminder_name, first_tick_at, period)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (grain_kind, grain_key, reminder_name)
            DO UPDATE SET first_tick_at = excluded.first_tick_at, period = excluded.period
            """, row.Grain, row.Name);
        command.Parameters.Add(new() { Value = row.FirstTick.ToUniversalTime() });
        command.Parameters.Add(new() { Value = row.Period, NpgsqlDbType = NpgsqlDbType.Interval });
        await command.ExecuteNonQueryAsync();
    }

    public async Task Remove(GrainId grain, string name)
    {
        await using var command = Command("""
            DELETE FROM embedded_reminders WHERE grain_kind = $1 AND grain_key = $2 AND reminder_name = $3
            """, grain, name);
        await command.ExecuteNonQueryAsync();
    }

    private NpgsqlCommand Command(string sql, GrainId grain, string name)
    {
        var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(new() { Value = grain.Type.ToString() });
        command.Parameters.Add(new() { Value = grain.Key.ToString() });
        command.Parameters.Add(new() { Value = name });
        return command;
    }
}
