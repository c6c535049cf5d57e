using Npgsql;

namespace LeadCall.Storage.Devices;

/// <summary>The tables <c>devices</c>, <c>device_tokens</c> and <c>device_activity</c>.</summary>
public sealed class DeviceStore(NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <summary>Whose token this is; null when it was never issued. Not remembered: a revoked token is refused at once.</summary>
    public async Task<TokenHolder?> FindTokenAsync(byte[] tokenHash, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT t.tenant_id, t.device_id, t.revoked_at IS NOT NULL, d.active
            FROM device_tokens t
            JOIN devices d USING (tenant_id, device_id)
            WHERE t.token_sha256 = $1
            """);
        command.Parameters.AddWithValue(tokenHash);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new TokenHolder(reader.GetGuid(0), reader.GetGuid(1), reader.GetBoolean(2), reader.GetBoolean(3))
            : null;
    }

    /// <summary>Ends every token of the device: the phone has to enrol again.</summary>
    /// <returns>How many were ended.</returns>
    public async Task<int> RevokeTokensAsync(Guid tenantId, Guid deviceId, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand(
            "UPDATE device_tokens SET revoked_at = $3 WHERE tenant_id = $1 AND device_id = $2 AND revoked_at IS NULL");
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(deviceId);
        command.Parameters.AddWithValue(time.GetUtcNow());
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The device a handset was enrolled as; null when it was not.</summary>
    public async Task<Guid?> FindByInstallIdAsync(Guid tenantId, string installId, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("SELECT device_id FROM devices WHERE tenant_id = $1 AND install_id = $2");
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(installId);
        return (Guid?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Records signs of life. Whoever calls sees to it that this happens at most every 10 s per device (FEATURES D4).</summary>
    public async Task SaveActivityAsync(Guid tenantId, Guid deviceId, DeviceActivity activity, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            INSERT INTO device_activity AS a (tenant_id, device_id, last_seen_at, last_upload_at, last_call_at, clock_skew_s, app_version)
            VALUES ($1, $2, $3, $4, $5, coalesce($6, 0), $7)
            ON CONFLICT (tenant_id, device_id) DO UPDATE SET
                last_seen_at = greatest(a.last_seen_at, EXCLUDED.last_seen_at),
                last_upload_at = greatest(a.last_upload_at, EXCLUDED.last_upload_at),
                last_call_at = greatest(a.last_call_at, EXCLUDED.last_call_at),
                clock_skew_s = coalesce($6, a.clock_skew_s),
                app_version = coalesce(EXCLUDED.app_version, a.app_version)
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(deviceId);
        command.Parameters.AddWithValue(activity.LastSeenAt);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?> { TypedValue = activity.LastUploadAt });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?> { TypedValue = activity.LastCallAt });
        command.Parameters.Add(new NpgsqlParameter<int?> { TypedValue = activity.ClockSkewSeconds });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = activity.AppVersion });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <param name="IsActive">False once an admin has deactivated the device (FEATURES B4).</param>
public sealed record TokenHolder(Guid TenantId, Guid DeviceId, bool IsRevoked, bool IsActive);

/// <summary>Signs of life; null keeps what is known.</summary>
/// <param name="LastCallAt">When the latest call known of began.</param>
/// <param name="ClockSkewSeconds">Phone minus server.</param>
public sealed record DeviceActivity(
    DateTimeOffset LastSeenAt, DateTimeOffset? LastUploadAt, DateTimeOffset? LastCallAt, int? ClockSkewSeconds, string? AppVersion);
