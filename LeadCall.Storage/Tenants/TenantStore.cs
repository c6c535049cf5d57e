using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Npgsql;

namespace LeadCall.Storage.Tenants;

/// <summary>The tables <c>tenants</c> and <c>tenant_settings</c>.</summary>
public sealed class TenantStore(NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <summary>How old a remembered tenant may be: a change made on another node is seen within this time.</summary>
    public static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(10);

    private const int PhoneHashKeyLength = 32;

    private readonly ConcurrentDictionary<Guid, (Tenant Tenant, long ReadAt)> cache = new();

    /// <summary>Null when there is no such tenant. Answers from memory for <see cref="CacheFor"/>.</summary>
    public async ValueTask<Tenant?> FindAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        if (cache.TryGetValue(tenantId, out var known) && time.GetElapsedTime(known.ReadAt) < CacheFor)
        {
            return known.Tenant;
        }

        var readAt = time.GetTimestamp();
        var tenant = await ReadAsync(tenantId, cancellationToken);
        if (tenant is not null)
        {
            cache[tenantId] = (tenant, readAt);
        }

        return tenant;
    }

    /// <exception cref="InvalidOperationException">There is no such tenant.</exception>
    public async ValueTask<Tenant> GetAsync(Guid tenantId, CancellationToken cancellationToken = default) =>
        await FindAsync(tenantId, cancellationToken) ?? throw new InvalidOperationException($"There is no tenant {tenantId}.");

    /// <summary>Makes the tenant or overwrites its name and settings. Its hash key is made once and never changes.</summary>
    /// <exception cref="TenantKindException">The tenant exists and is a demo tenant where a real one is meant, or the other way round.</exception>
    public async Task SaveAsync(Guid tenantId, string name, bool isDemo, TenantSettings settings, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            WITH tenant AS (
                INSERT INTO tenants (tenant_id, name, phone_hash_key, is_demo, created_at)
                VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (tenant_id) DO UPDATE SET name = EXCLUDED.name WHERE tenants.is_demo = EXCLUDED.is_demo
                RETURNING tenant_id
            )
            INSERT INTO tenant_settings (
                tenant_id, time_zone, default_country, placeholder_last_name, tasks_enabled, task_subject_prefix, task_due_offset_days,
                call_result_connected, call_result_missed, duplicate_lead_call, duplicate_lead_task, rejected_counts_as_missed,
                live_max_age, workflows_live, workflows_late)
            SELECT tenant_id, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19
            FROM tenant
            ON CONFLICT (tenant_id) DO UPDATE SET
                time_zone = EXCLUDED.time_zone, default_country = EXCLUDED.default_country,
                placeholder_last_name = EXCLUDED.placeholder_last_name, tasks_enabled = EXCLUDED.tasks_enabled,
                task_subject_prefix = EXCLUDED.task_subject_prefix, task_due_offset_days = EXCLUDED.task_due_offset_days,
                call_result_connected = EXCLUDED.call_result_connected, call_result_missed = EXCLUDED.call_result_missed,
                duplicate_lead_call = EXCLUDED.duplicate_lead_call, duplicate_lead_task = EXCLUDED.duplicate_lead_task,
                rejected_counts_as_missed = EXCLUDED.rejected_counts_as_missed, live_max_age = EXCLUDED.live_max_age,
                workflows_live = EXCLUDED.workflows_live, workflows_late = EXCLUDED.workflows_late
            """);
        object[] values =
        [
            tenantId, name, RandomNumberGenerator.GetBytes(PhoneHashKeyLength), isDemo, time.GetUtcNow(),
            settings.TimeZone, settings.DefaultCountry, settings.PlaceholderLastName, settings.TasksEnabled, settings.TaskSubjectPrefix,
            settings.TaskDueOffsetDays, settings.CallResultConnected, settings.CallResultMissed, Text(settings.DuplicateLeadCall),
            settings.DuplicateLeadTask, settings.RejectedCountsAsMissed, settings.LiveMaxAge, settings.WorkflowsLive, settings.WorkflowsLate,
        ];
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        var saved = await command.ExecuteNonQueryAsync(cancellationToken);
        cache.TryRemove(tenantId, out _);
        if (saved == 0)
        {
            throw new TenantKindException(tenantId, isDemo);
        }
    }

    private async Task<Tenant?> ReadAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT t.name, t.is_demo, t.phone_hash_key,
                   s.time_zone, s.default_country, s.placeholder_last_name, s.tasks_enabled, s.task_subject_prefix, s.task_due_offset_days,
                   s.call_result_connected, s.call_result_missed, s.duplicate_lead_call, s.duplicate_lead_task,
                   s.rejected_counts_as_missed, s.live_max_age, s.workflows_live, s.workflows_late
            FROM tenants t
            JOIN tenant_settings s USING (tenant_id)
            WHERE t.tenant_id = $1
            """);
        command.Parameters.AddWithValue(tenantId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Tenant(
                tenantId,
                reader.GetString(0),
                reader.GetBoolean(1),
                ImmutableArray.Create(await reader.GetFieldValueAsync<byte[]>(2, cancellationToken)),
                new TenantSettings
                {
                    TimeZone = reader.GetString(3),
                    DefaultCountry = reader.GetString(4),
                    PlaceholderLastName = reader.GetString(5),
                    TasksEnabled = reader.GetBoolean(6),
                    TaskSubjectPrefix = reader.GetString(7),
                    TaskDueOffsetDays = reader.GetInt32(8),
                    CallResultConnected = reader.GetString(9),
                    CallResultMissed = reader.GetString(10),
                    DuplicateLeadCall = DuplicateLeadCallOf(reader.GetString(11)),
                    DuplicateLeadTask = reader.GetBoolean(12),
                    RejectedCountsAsMissed = reader.GetBoolean(13),
                    LiveMaxAge = reader.GetTimeSpan(14),
                    WorkflowsLive = reader.GetBoolean(15),
                    WorkflowsLate = reader.GetBoolean(16),
                })
            : null;
    }

    private static string Text(DuplicateLeadCall value) => value switch
    {
        DuplicateLeadCall.Never => "never",
        DuplicateLeadCall.Own => "own",
        DuplicateLeadCall.Always => "always",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Not a choice for duplicate Leads."),
    };

    private static DuplicateLeadCall DuplicateLeadCallOf(string text) => text switch
    {
        "never" => DuplicateLeadCall.Never,
        "own" => DuplicateLeadCall.Own,
        "always" => DuplicateLeadCall.Always,
        _ => throw new ArgumentOutOfRangeException(nameof(text), text, "Not a choice for duplicate Leads."),
    };
}

/// <summary>A demo tenant never becomes a real one, nor a real one a demo.</summary>
public sealed class TenantKindException(Guid tenantId, bool demoAsked) : Exception(demoAsked
    ? $"Tenant {tenantId} exists and is not a demo tenant: demo data is refused. Use another tenant id."
    : $"Tenant {tenantId} is a demo tenant and stays one. Use another tenant id.");
