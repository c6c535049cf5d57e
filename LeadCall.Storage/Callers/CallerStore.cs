using Npgsql;

namespace LeadCall.Storage.Callers;

/// <summary>The arbiter of "one Lead per number": one row per tenant, organisation and number (FEATURES E8).</summary>
public class CallerStore(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Takes the claim for the call if the number has neither a Lead nor another claim, and says what the row holds afterwards.
    /// One statement: two claims at the same instant see one winner.
    /// </summary>
    public virtual async Task<CallerRow> ClaimAsync(
        Guid tenantId, string zohoOrg, string numberE164, Guid callId, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            INSERT INTO callers (tenant_id, zoho_org, number_e164, claimed_by_call, claimed_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant_id, zoho_org, number_e164) DO UPDATE
            SET claimed_by_call = CASE WHEN callers.lead_id IS NULL THEN coalesce(callers.claimed_by_call, excluded.claimed_by_call) END,
                claimed_at = CASE WHEN callers.lead_id IS NULL THEN coalesce(callers.claimed_at, excluded.claimed_at) END
            RETURNING claimed_by_call, lead_id, lead_for_call_id
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(numberE164);
        command.Parameters.AddWithValue(callId);
        command.Parameters.AddWithValue(now);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new CallerRow(
            reader.IsDBNull(0) ? null : reader.GetGuid(0),
            reader.IsDBNull(1) ? null : reader.GetString(1),
            reader.IsDBNull(2) ? null : reader.GetGuid(2));
    }

    /// <summary>The Lead exists. Does nothing when another call holds the claim or the Lead is known.</summary>
    public async Task SettleAsync(
        Guid tenantId, string zohoOrg, string numberE164, Guid callId, string leadId, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            UPDATE callers SET claimed_by_call = NULL, claimed_at = NULL, lead_id = $5, lead_for_call_id = $4
            WHERE tenant_id = $1 AND zoho_org = $2 AND number_e164 = $3 AND claimed_by_call = $4
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(numberE164);
        command.Parameters.AddWithValue(callId);
        command.Parameters.AddWithValue(leadId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The call gives its claim back without a Lead.</summary>
    public async Task ReleaseAsync(Guid tenantId, string zohoOrg, string numberE164, Guid callId, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            UPDATE callers SET claimed_by_call = NULL, claimed_at = NULL
            WHERE tenant_id = $1 AND zoho_org = $2 AND number_e164 = $3 AND claimed_by_call = $4
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(numberE164);
        command.Parameters.AddWithValue(callId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The Lead made for this number is gone: the next unknown call may make one.</summary>
    public async Task ForgetAsync(Guid tenantId, string zohoOrg, string numberE164, string leadId, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            UPDATE callers SET lead_id = NULL, lead_for_call_id = NULL
            WHERE tenant_id = $1 AND zoho_org = $2 AND number_e164 = $3 AND lead_id = $4
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(numberE164);
        command.Parameters.AddWithValue(leadId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>A row of <c>callers</c>: a claim, a Lead, or neither.</summary>
public sealed record CallerRow(Guid? ClaimedByCall, string? LeadId, Guid? LeadForCallId);
