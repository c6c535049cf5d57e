using System.Text.Json;
using Npgsql;

namespace LeadCall.Storage.Syncs;

/// <summary>Reads the rows that <see cref="SyncStore.LoadAsync"/> asks for, by position.</summary>
internal static class CallWorkRows
{
    public static CallWork Work(NpgsqlDataReader reader, Guid callId) => new()
    {
        Sync = new SyncRow
        {
            CallId = callId,
            Status = reader.GetString(0),
            Generation = reader.GetInt32(1),
            Origin = reader.GetString(2),
            NumberE164 = reader.GetString(3),
            Attempts = reader.GetInt32(4),
            WaitingFor = NullableText(reader, 27),
            ZohoOrg = NullableText(reader, 5),
            TargetModule = NullableText(reader, 6),
            TargetId = NullableText(reader, 7),
            Rematch = reader.GetBoolean(29),
            Detours = reader.GetInt32(30),
            DueAt = NullableTime(reader, 33),
            Picked = reader.IsDBNull(35) ? null : new SyncTarget(reader.GetString(34), reader.GetString(35)),
            PickedBy = NullableText(reader, 36),
            PickedAt = NullableTime(reader, 37),
            PickedGeneration = reader.IsDBNull(38) ? null : reader.GetInt32(38),
            KeepsStatus = NullableText(reader, 39),
            WarningStep = NullableText(reader, 40),
            ErrorCode = NullableText(reader, 41),
        },
        Call = new CallRow
        {
            Direction = reader.GetString(8),
            StartedAt = reader.GetFieldValue<DateTimeOffset>(9),
            Duration = TimeSpan.FromSeconds(reader.GetInt32(10)),
            DeviceLabel = reader.GetString(11),
            Metadata = ReadMetadata(NullableText(reader, 12)),
            OwnerId = NullableText(reader, 13),
        },
        ZohoOrg = NullableText(reader, 14),
        Settings = new SyncSettings
        {
            TimeZone = reader.GetString(15),
            PlaceholderLastName = reader.GetString(16),
            TasksEnabled = reader.GetBoolean(17),
            TaskSubjectPrefix = reader.GetString(18),
            TaskDueOffsetDays = reader.GetInt32(19),
            CallResultConnected = reader.GetString(20),
            CallResultMissed = reader.GetString(21),
            DuplicateLeadCall = reader.GetString(22),
            DuplicateLeadTask = reader.GetBoolean(23),
            LiveMaxAge = reader.GetTimeSpan(24),
            WorkflowsLive = reader.GetBoolean(25),
            WorkflowsLate = reader.GetBoolean(26),
        },
        HashKey = reader.GetFieldValue<byte[]>(28),
        Held = reader.GetBoolean(31),
        HoldsClaim = reader.GetBoolean(32),
        Writes = [],
    };

    public static WriteRow Write(NpgsqlDataReader reader) => new()
    {
        Step = reader.GetString(0),
        State = reader.GetString(1),
        Lane = reader.GetString(2),
        RunWorkflows = reader.GetBoolean(3),
        Unknowns = reader.GetInt32(4),
        SentAt = reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
        Looks = reader.GetInt32(6),
        LookedAt = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
        RecordId = NullableText(reader, 8),
        Code = NullableText(reader, 9),
        Message = NullableText(reader, 10),
        Cause = NullableText(reader, 11),
        Field = NullableText(reader, 12),
        AnsweredAt = reader.IsDBNull(15) ? null : reader.GetFieldValue<DateTimeOffset>(15),
        Named = reader.IsDBNull(14) ? null : new SyncTarget(reader.GetString(13), reader.GetString(14)),
    };

    private static IReadOnlyList<KeyValuePair<string, string>> ReadMetadata(string? json)
    {
        if (json is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(row =>
            KeyValuePair.Create(row.GetProperty("name").GetString()!, row.GetProperty("value").GetString()!))];
    }

    private static DateTimeOffset? NullableTime(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private static string? NullableText(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
