namespace LeadCall.Grains.Tests.Sync.Commands;

/// <summary>A call of the race as its rows show it.</summary>
/// <param name="Log">What people did, by the sync log, in alphabetical order.</param>
/// <param name="SentAfterPick">From the pick that counts to the first request for it.</param>
internal sealed record RaceRow(
    string Status, string? TargetModule, string? TargetId, string? PickedBy, bool HasWarning, string Log, int LeadSends, int TaskSends, TimeSpan? SentAfterPick)
{
    public static async Task<Dictionary<Guid, RaceRow>> ReadAsync(RaceTenant tenant)
    {
        await using var command = tenant.Host.Data.CreateCommand("""
            SELECT s.call_id, s.status, s.target_module, s.target_id, s.picked_by, s.warning_step IS NOT NULL,
                   coalesce((SELECT string_agg(a.result, ' ' ORDER BY a.result COLLATE "C") FROM sync_attempts a WHERE a.tenant_id = s.tenant_id AND a.call_id = s.call_id AND a.by_id IS NOT NULL), ''),
                   coalesce(max(w.sends) FILTER (WHERE w.step = 'lead'), 0), coalesce(max(w.sends) FILTER (WHERE w.step = 'task'), 0),
                   min(w.sent_at) FILTER (WHERE w.step = 'call') - s.picked_at
            FROM call_syncs s LEFT JOIN zoho_writes w USING (tenant_id, call_id)
            WHERE s.tenant_id = $1
            GROUP BY s.tenant_id, s.call_id
            """);
        command.Parameters.AddWithValue(tenant.Rows.Id);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<Guid, RaceRow>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetGuid(0), new RaceRow(
                reader.GetString(1), Text(2), Text(3), Text(4), reader.GetBoolean(5), reader.GetString(6), reader.GetInt32(7), reader.GetInt32(8),
                reader.IsDBNull(9) ? null : reader.GetTimeSpan(9)));
        }

        return rows;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
