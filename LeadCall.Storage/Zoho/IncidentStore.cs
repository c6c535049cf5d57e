using Npgsql;
using NpgsqlTypes;

namespace LeadCall.Storage.Zoho;

/// <summary>
/// Incidents of connections (DESIGN 2): while one is open the tenant's queue holds and no write begins. At most one of a kind is open.
/// </summary>
public sealed class IncidentStore(NpgsqlDataSource dataSource)
{
    /// <returns>False: one of this kind is open already; it stays as it is.</returns>
    public async Task<bool> OpenAsync(
        Guid tenantId, string zohoOrg, NewIncident incident, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            INSERT INTO incidents (tenant_id, incident_id, zoho_org, kind, code, message, opened_at, opened_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (tenant_id, zoho_org, kind) WHERE closed_at IS NULL DO NOTHING
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(Guid.CreateVersion7(now));
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(incident.Kind);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)incident.Code ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.AddWithValue(incident.Message);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(incident.OpenedBy);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Another reason for an incident that is open already, for people to read.</summary>
    public async Task RewordAsync(Guid tenantId, string zohoOrg, string kind, string message, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand(
            "UPDATE incidents SET message = $4 WHERE tenant_id = $1 AND zoho_org = $2 AND kind = $3 AND closed_at IS NULL");
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(message);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>False: none of this kind was open.</returns>
    public async Task<bool> CloseAsync(
        Guid tenantId, string zohoOrg, string kind, string by, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        // A clock that was set back must not keep an incident open.
        await using var command = dataSource.CreateCommand("""
            UPDATE incidents SET closed_at = greatest($5, opened_at), closed_by = $4
            WHERE tenant_id = $1 AND zoho_org = $2 AND kind = $3 AND closed_at IS NULL
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(by);
        command.Parameters.AddWithValue(now);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}

/// <param name="Kind">One of <see cref="IncidentKindName"/>.</param>
/// <param name="Code">Zoho's own code, where there is one.</param>
/// <param name="Message">What, why, and what to do, for a manager.</param>
public sealed record NewIncident(string Kind, string? Code, string Message, string OpenedBy);

/// <summary>Values of <c>incidents.kind</c>.</summary>
public static class IncidentKindName
{
    public const string AccessRevoked = "access_revoked";
    public const string ScopeMissing = "scope_missing";
    public const string BudgetUsedUp = "budget_used_up";
    public const string ZohoDown = "zoho_down";

    /// <summary>The CRM insists on a field that nothing of LeadCall fills (FEATURES E13).</summary>
    public const string FieldDefaultMissing = "field_default_missing";

    /// <summary>A person holds the queue.</summary>
    public const string Held = "held";
}
