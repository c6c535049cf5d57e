using Npgsql;

namespace LeadCall.Storage.Syncs;

/// <summary>
/// Syncs that are due for longer than a minute although nothing is paused (FEATURES F4). A list shows the same as a column, with
/// <c>sync_is_overdue(s, now)</c> of <c>0006_due_rows.sql</c>.
/// </summary>
public sealed class OverdueSyncs(NpgsqlDataSource dataSource)
{
    /// <summary>The tenant's overdue rows, the longest overdue first.</summary>
    /// <param name="limit">Most rows to return.</param>
    public async Task<IReadOnlyList<OverdueSync>> ListAsync(
        Guid tenantId, DateTimeOffset now, int limit, CancellationToken cancellationToken = default)
    {
        // The condition on due_at stands here once more for its index.
        await using var command = dataSource.CreateCommand("""
            SELECT s.call_id, s.due_at, s.waiting_for, s.error_code
            FROM call_syncs s
            WHERE s.tenant_id = $1 AND s.status = 'pending' AND s.due_at < $2 AND sync_is_overdue(s, $2)
            ORDER BY s.due_at
            LIMIT $3
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var overdue = new List<OverdueSync>();
        while (await reader.ReadAsync(cancellationToken))
        {
            overdue.Add(new OverdueSync(
                reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1),
                reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
        }

        return overdue;
    }
}

/// <param name="WaitingFor">What it waited for before it fell due; null when it only stood in the queue.</param>
/// <param name="ErrorCode">Its last error, if there was one.</param>
public sealed record OverdueSync(Guid CallId, DateTimeOffset DueSince, string? WaitingFor, string? ErrorCode);
