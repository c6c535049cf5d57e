using Npgsql;
using NpgsqlTypes;

namespace LeadCall.Storage.Zoho;

/// <summary>A tenant's connection to its organisation, and what was read of the organisation's fields. Tokens are stored encrypted.</summary>
public sealed class ConnectionStore(NpgsqlDataSource dataSource)
{
    /// <summary>The active connection; null when the tenant never connected or disconnected.</summary>
    public async Task<ConnectionRow?> ActiveAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT zoho_org, location, api_domain, scopes, refresh_token, access_token, access_expires_at, token_generation
            FROM zoho_connections WHERE tenant_id = $1 AND state = 'active'
            """);
        command.Parameters.AddWithValue(tenantId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new ConnectionRow(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetFieldValue<string[]>(3),
                reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5),
                reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
                reader.GetInt32(7))
            : null;
    }

    /// <summary>Keeps a fresh access token, unless another owner stored one meanwhile or the connection is no longer this one.</summary>
    public async Task SaveAccessTokenAsync(
        Guid tenantId, ConnectionRow connection, string accessToken, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            UPDATE zoho_connections SET access_token = $4, access_expires_at = $5, token_generation = token_generation + 1
            WHERE tenant_id = $1 AND zoho_org = $2 AND state = 'active' AND token_generation = $3
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(connection.ZohoOrg);
        command.Parameters.AddWithValue(connection.TokenGeneration);
        command.Parameters.AddWithValue(accessToken);
        command.Parameters.AddWithValue(expiresAt);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Replaces what is known of a module's fields. Whoever does the same at the same time waits for the other's end.</summary>
    public async Task SaveFieldsAsync(
        Guid tenantId, string zohoOrg, string module, IReadOnlyList<FieldRow> fields, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var turn = new NpgsqlCommand("SELECT FROM zoho_connections WHERE tenant_id = $1 AND zoho_org = $2 FOR NO KEY UPDATE", connection))
        {
            turn.Parameters.AddWithValue(tenantId);
            turn.Parameters.AddWithValue(zohoOrg);
            await turn.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var delete = new NpgsqlCommand("DELETE FROM zoho_fields WHERE tenant_id = $1 AND zoho_org = $2 AND module = $3", connection))
        {
            delete.Parameters.AddWithValue(tenantId);
            delete.Parameters.AddWithValue(zohoOrg);
            delete.Parameters.AddWithValue(module);
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var field in fields)
        {
            await using var insert = new NpgsqlCommand("""
                INSERT INTO zoho_fields (tenant_id, zoho_org, module, api_name, label, data_type, max_length, writable, mandatory, picklist, read_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                -- Two may read the fields at once; they read the same.
                ON CONFLICT (tenant_id, zoho_org, module, api_name) DO NOTHING
                """, connection);
            insert.Parameters.AddWithValue(tenantId);
            insert.Parameters.AddWithValue(zohoOrg);
            insert.Parameters.AddWithValue(module);
            insert.Parameters.AddWithValue(field.ApiName);
            insert.Parameters.AddWithValue(field.Label);
            insert.Parameters.AddWithValue(field.DataType);
            insert.Parameters.Add(new NpgsqlParameter { Value = (object?)field.MaxLength ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
            insert.Parameters.AddWithValue(field.Writable);
            insert.Parameters.AddWithValue(field.Mandatory);
            insert.Parameters.AddWithValue(field.Picklist.ToArray());
            insert.Parameters.AddWithValue(now);
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Fields of a module, all of them or those of one data type.</summary>
    public async Task<IReadOnlyList<FieldRow>> FieldsAsync(
        Guid tenantId, string zohoOrg, string module, string? dataType = null, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT api_name, label, data_type, max_length, writable, mandatory, picklist
            FROM zoho_fields
            WHERE tenant_id = $1 AND zoho_org = $2 AND module = $3 AND ($4 IS NULL OR data_type = $4)
            ORDER BY api_name
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(module);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)dataType ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var fields = new List<FieldRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            fields.Add(new FieldRow(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetInt32(3),
                reader.GetBoolean(4),
                reader.GetBoolean(5),
                reader.IsDBNull(6) ? [] : reader.GetFieldValue<string[]>(6)));
        }

        return fields;
    }
}

/// <param name="ZohoOrg"><c>&lt;data centre&gt;:&lt;organisation id&gt;</c>: every Zoho id belongs to one of these.</param>
/// <param name="RefreshToken">Encrypted.</param>
/// <param name="AccessToken">Encrypted; null before the first refresh.</param>
public sealed record ConnectionRow(
    string ZohoOrg,
    string Location,
    string ApiDomain,
    IReadOnlyList<string> Scopes,
    string RefreshToken,
    string? AccessToken,
    DateTimeOffset? AccessExpiresAt,
    int TokenGeneration)
{
    /// <summary>Never shows the tokens.</summary>
    public override string ToString() => $"{ZohoOrg} via {ApiDomain}";
}

/// <summary>A row of <c>zoho_fields</c>.</summary>
public sealed record FieldRow(
    string ApiName, string Label, string DataType, int? MaxLength, bool Writable, bool Mandatory, IReadOnlyList<string> Picklist);
