using Npgsql;
using NpgsqlTypes;

namespace LeadCall.Storage.Zoho;

/// <summary>Every number of every Lead and Contact of a tenant's CRM, as keyed hashes, and how far each module was read.</summary>
public sealed class CrmPhoneStore(NpgsqlDataSource dataSource)
{
    /// <summary>What turns a written number into a hash of this tenant.</summary>
    public async Task<NumberReading> ReadingAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT t.phone_hash_key, s.default_country FROM tenants t JOIN tenant_settings s USING (tenant_id) WHERE t.tenant_id = $1
            """);
        command.Parameters.AddWithValue(tenantId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new NumberReading(reader.GetFieldValue<byte[]>(0), reader.GetString(1))
            : throw new InvalidOperationException($"Tenant {tenantId} does not exist.");
    }

    /// <summary>How far a module was read; null when it never was.</summary>
    public async Task<Watermark?> WatermarkAsync(Guid tenantId, string zohoOrg, string module, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT watermark, filled_at IS NOT NULL FROM crm_watermarks WHERE tenant_id = $1 AND zoho_org = $2 AND module = $3");
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(module);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Watermark(reader.GetFieldValue<DateTimeOffset>(0), reader.GetBoolean(1))
            : null;
    }

    /// <summary>
    /// Takes in a page: the records' old numbers go, their present ones come, and the watermark moves on, in one transaction, so that a
    /// read-in that was cut off goes on where it was.
    /// </summary>
    public async Task TakeInAsync(
        Guid tenantId, string zohoOrg, string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<PhoneRow> phones, Watermark watermark,
        DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var batch = dataSource.CreateBatch();
        var delete = Command("DELETE FROM crm_phones WHERE tenant_id = $1 AND zoho_org = $2 AND module = $3 AND record_id = ANY ($4)", tenantId, zohoOrg, module);
        delete.Parameters.AddWithValue(recordIds.ToArray());
        batch.BatchCommands.Add(delete);

        var insert = Command("""
            INSERT INTO crm_phones (tenant_id, zoho_org, module, record_id, field, hash, kind)
            SELECT $1, $2, $3, p.* FROM unnest($4::text[], $5::text[], $6::bytea[], $7::text[]) AS p
            ON CONFLICT DO NOTHING
            """, tenantId, zohoOrg, module);
        insert.Parameters.AddWithValue(phones.Select(phone => phone.RecordId).ToArray());
        insert.Parameters.AddWithValue(phones.Select(phone => phone.Field).ToArray());
        insert.Parameters.AddWithValue(phones.Select(phone => phone.Hash).ToArray());
        insert.Parameters.AddWithValue(phones.Select(phone => phone.IsExact ? "exact" : "last8").ToArray());
        batch.BatchCommands.Add(insert);

        var mark = Command("""
            INSERT INTO crm_watermarks (tenant_id, zoho_org, module, watermark, filled_at, records_read)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (tenant_id, zoho_org, module) DO UPDATE
            SET watermark = greatest(crm_watermarks.watermark, excluded.watermark),
                filled_at = coalesce(crm_watermarks.filled_at, excluded.filled_at),
                records_read = crm_watermarks.records_read + excluded.records_read
            """, tenantId, zohoOrg, module);
        mark.Parameters.AddWithValue(watermark.ReadUpTo);
        mark.Parameters.Add(new NpgsqlParameter { Value = watermark.IsFilled ? now : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        mark.Parameters.AddWithValue((long)recordIds.Count);
        batch.BatchCommands.Add(mark);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The records that hold one of the hashes.</summary>
    public async Task<IReadOnlyList<PhoneHit>> FindAsync(
        Guid tenantId, string zohoOrg, IReadOnlyCollection<byte[]> hashes, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT DISTINCT hash, module, record_id FROM crm_phones WHERE tenant_id = $1 AND zoho_org = $2 AND hash = ANY ($3)");
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(hashes.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var hits = new List<PhoneHit>();
        while (await reader.ReadAsync(cancellationToken))
        {
            hits.Add(new PhoneHit(reader.GetFieldValue<byte[]>(0), reader.GetString(1), reader.GetString(2)));
        }

        return hits;
    }

    /// <summary>Forgets records that are gone or converted.</summary>
    public async Task ForgetAsync(
        Guid tenantId, string zohoOrg, string module, IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand(
            "DELETE FROM crm_phones WHERE tenant_id = $1 AND zoho_org = $2 AND module = $3 AND record_id = ANY ($4)");
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(module);
        command.Parameters.AddWithValue(recordIds.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Command(string sql, Guid tenantId, string zohoOrg, string module)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(zohoOrg);
        command.Parameters.AddWithValue(module);
        return command;
    }
}

/// <param name="DefaultCountry">Where national spellings are at home.</param>
public sealed record NumberReading(byte[] HashKey, string DefaultCountry);

/// <param name="ReadUpTo">Greatest Modified_Time taken in.</param>
/// <param name="IsFilled">The first read-in came to its end once.</param>
public sealed record Watermark(DateTimeOffset ReadUpTo, bool IsFilled);

/// <param name="IsExact">False: the hash is of the last eight digits of something that does not parse.</param>
public sealed record PhoneRow(string RecordId, string Field, byte[] Hash, bool IsExact);

public sealed record PhoneHit(byte[] Hash, string Module, string RecordId);
