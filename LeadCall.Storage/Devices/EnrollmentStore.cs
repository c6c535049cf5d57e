using Npgsql;

namespace LeadCall.Storage.Devices;

/// <summary>The table <c>enrollment_codes</c>, and the statement that turns a code into a device with a token (FEATURES B1).</summary>
public sealed class EnrollmentStore(NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <summary>Stores a code, or extends one that was not used yet. A used code stays used.</summary>
    /// <param name="codeHash"><see cref="EnrollmentCode.HashOf"/>.</param>
    /// <param name="label">Nickname of the phone that will use it.</param>
    public async Task AddCodeAsync(Guid tenantId, byte[] codeHash, string label, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        await using var command = dataSource.CreateCommand("""
            INSERT INTO enrollment_codes (code_sha256, tenant_id, label, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (code_sha256) DO UPDATE SET label = EXCLUDED.label, expires_at = EXCLUDED.expires_at
            WHERE enrollment_codes.used_at IS NULL AND enrollment_codes.tenant_id = EXCLUDED.tenant_id
            """);
        command.Parameters.AddWithValue(codeHash);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(label);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(now + lifetime);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Uses the code up: makes the device (or finds the one this handset had), ends its earlier tokens and stores the new one. One
    /// statement, so that of two phones with one code only one gets in, and a refused phone leaves the code as it was.
    /// </summary>
    /// <param name="newDeviceId">Used when the handset is new.</param>
    /// <param name="label">Overrules the code's label for a new device; a known device keeps its own.</param>
    public async Task<Enrollment> EnrollAsync(
        byte[] codeHash, string installId, string? label, Guid newDeviceId, byte[] tokenHash, CancellationToken cancellationToken = default)
    {
        await using (var command = dataSource.CreateCommand("""
            WITH code AS (
                SELECT tenant_id, label
                FROM enrollment_codes
                WHERE code_sha256 = $1 AND used_at IS NULL AND expires_at > $2
                FOR UPDATE
            ), device AS (
                INSERT INTO devices (tenant_id, device_id, install_id, label, enrolled_at)
                SELECT tenant_id, $4, $3, coalesce($5, label), $2
                FROM code
                ON CONFLICT (tenant_id, install_id) DO UPDATE SET enrolled_at = EXCLUDED.enrolled_at
                WHERE devices.active
                RETURNING tenant_id, device_id, label
            ), used AS (
                UPDATE enrollment_codes SET used_at = $2, used_by_device = device.device_id
                FROM device
                WHERE code_sha256 = $1
            ), ended AS (
                UPDATE device_tokens SET revoked_at = $2
                FROM device
                WHERE device_tokens.tenant_id = device.tenant_id AND device_tokens.device_id = device.device_id AND revoked_at IS NULL
            ), token AS (
                INSERT INTO device_tokens (token_sha256, tenant_id, device_id, issued_at)
                SELECT $6, tenant_id, device_id, $2
                FROM device
            )
            SELECT tenant_id, device_id, label FROM device
            """))
        {
            command.Parameters.AddWithValue(codeHash);
            command.Parameters.AddWithValue(time.GetUtcNow());
            command.Parameters.AddWithValue(installId);
            command.Parameters.AddWithValue(newDeviceId);
            command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = label });
            command.Parameters.AddWithValue(tokenHash);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken))
            {
                return new Enrollment(EnrollmentOutcome.Enrolled, reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2));
            }
        }

        return new Enrollment(await WhyNotAsync(codeHash, cancellationToken), default, default, "");
    }

    private async Task<EnrollmentOutcome> WhyNotAsync(byte[] codeHash, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT used_at IS NOT NULL, expires_at <= $2 FROM enrollment_codes WHERE code_sha256 = $1");
        command.Parameters.AddWithValue(codeHash);
        command.Parameters.AddWithValue(time.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return !await reader.ReadAsync(cancellationToken) ? EnrollmentOutcome.UnknownCode
            : reader.GetBoolean(0) ? EnrollmentOutcome.UsedCode
            : reader.GetBoolean(1) ? EnrollmentOutcome.ExpiredCode
            : EnrollmentOutcome.DeactivatedDevice;
    }
}

/// <param name="TenantId">Empty, like the rest, unless enrolled.</param>
public sealed record Enrollment(EnrollmentOutcome Outcome, Guid TenantId, Guid DeviceId, string Label);

public enum EnrollmentOutcome
{
    Enrolled,
    UnknownCode,
    UsedCode,
    ExpiredCode,

    /// <summary>The code is good and unused, but an admin has deactivated this handset (FEATURES B4).</summary>
    DeactivatedDevice,
}
