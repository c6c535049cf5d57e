using Npgsql;

namespace LeadCall.Storage.Zoho;

/// <summary>What LeadCall writes into fields the tenant's CRM insists on and a call says nothing about (FEATURES E13).</summary>
public sealed class FieldDefaultStore(NpgsqlDataSource dataSource)
{
    public async Task SetAsync(
        Guid tenantId, string zohoOrg, string module, string apiName, string value, string by, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            INSERT INTO field_defaults (tenant_id, zoho_org, module, api_name, value, set_by, set_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (tenant_id, zoho_org, module, api_name) DO UPDATE SET value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(module);
        command.Parameters.AddWithValue(apiName);
        command.Parameters.AddWithValue(value);
        command.Parameters.AddWithValue(by);
        command.Parameters.AddWithValue(now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task RemoveAsync(Guid tenantId, string zohoOrg, string module, string apiName, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand(
            "DELETE FROM field_defaults WHERE tenant_id = $1 AND zoho_org = $2 AND module = $3 AND api_name = $4");
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(module);
        command.Parameters.AddWithValue(apiName);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>All defaults of one organisation.</summary>
    public async Task<IReadOnlyList<FieldDefault>> AllAsync(Guid tenantId, string zohoOrg, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT module, api_name, value FROM field_defaults WHERE tenant_id = $1 AND zoho_org = $2 ORDER BY module, api_name");
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var defaults = new List<FieldDefault>();
        while (await reader.ReadAsync(cancellationToken))
        {
            defaults.Add(new FieldDefault(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return defaults;
    }

    /// <summary>Zoho refused a record for want of this field: it counts as mandatory from now on, whatever the metadata says.</summary>
    public async Task LearnMandatoryAsync(
        Guid tenantId, string zohoOrg, string module, string apiName, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            INSERT INTO zoho_fields (tenant_id, zoho_org, module, api_name, label, data_type, writable, mandatory, read_at)
            VALUES ($1, $2, $3, $4, $4, 'text', true, true, $5)
            ON CONFLICT (tenant_id, zoho_org, module, api_name) DO UPDATE SET mandatory = true
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(module);
        command.Parameters.AddWithValue(apiName);
        command.Parameters.AddWithValue(now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <param name="Value">As text; it becomes the field's type when it is written.</param>
public sealed record FieldDefault(string Module, string ApiName, string Value);
