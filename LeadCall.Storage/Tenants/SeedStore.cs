using Npgsql;
using NpgsqlTypes;

namespace LeadCall.Storage.Tenants;

/// <summary>
/// Writes what has no page yet: people, owner mappings and the connection of a tenant, as the seed document gives them (docs/seed.md).
/// Every method may be repeated.
/// </summary>
public sealed class SeedStore(NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <exception cref="SeedConflictException">An e-mail address belongs to another tenant.</exception>
    public async Task SaveUserAsync(Guid tenantId, SeedUser user, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            INSERT INTO users (tenant_id, user_id, email, name, role, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (lower(email)) DO UPDATE SET name = EXCLUDED.name, role = EXCLUDED.role
            WHERE users.tenant_id = EXCLUDED.tenant_id
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(Guid.CreateVersion7(time.GetUtcNow()));
        command.Parameters.AddWithValue(user.Email);
        command.Parameters.AddWithValue(user.Name);
        command.Parameters.AddWithValue(user.Role);
        command.Parameters.AddWithValue(time.GetUtcNow());
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            throw new SeedConflictException($"{user.Email} is a user of another tenant.");
        }
    }

    public async Task SaveRepAsync(Guid tenantId, Guid repId, string name, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            INSERT INTO reps (tenant_id, rep_id, name, created_at)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (tenant_id, rep_id) DO UPDATE SET name = EXCLUDED.name
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(repId);
        command.Parameters.AddWithValue(name);
        command.Parameters.AddWithValue(time.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Maps the rep to a Zoho user of one organisation, or ends that mapping (FEATURES E7).</summary>
    /// <param name="zohoUser">Id and name; null: no mapping.</param>
    public async Task SaveMappingAsync(
        Guid tenantId, Guid repId, string zohoOrg, (string Id, string Name)? zohoUser, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand(zohoUser is null
            ? "DELETE FROM rep_mappings WHERE tenant_id = $1 AND rep_id = $2 AND zoho_org = $3"
            : """
              INSERT INTO rep_mappings (tenant_id, rep_id, zoho_org, zoho_user_id, zoho_user_name, mapped_at)
              VALUES ($1, $2, $3, $4, $5, $6)
              ON CONFLICT (tenant_id, rep_id, zoho_org) DO UPDATE SET
                  zoho_user_id = EXCLUDED.zoho_user_id, zoho_user_name = EXCLUDED.zoho_user_name
              """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(repId);
        command.Parameters.AddWithValue(zohoOrg);
        if (zohoUser is { } user)
        {
            command.Parameters.AddWithValue(user.Id);
            command.Parameters.AddWithValue(user.Name);
            command.Parameters.AddWithValue(time.GetUtcNow());
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Makes the tenant's connection what the seed says. The time of the first connection stays.</summary>
    /// <param name="keepAccessToken">The refresh token is the one that is stored: what was got with it stays valid.</param>
    /// <exception cref="SeedConflictException">The organisation serves another tenant (FEATURES A8).</exception>
    public async Task SaveConnectionAsync(
        Guid tenantId, SeedConnection connection, string encryptedRefreshToken, bool keepAccessToken, CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("""
            INSERT INTO zoho_connections AS c (
                tenant_id, zoho_org, org_name, location, accounts_server, api_domain, edition, scopes, state, refresh_token,
                connected_by, connected_at, first_connected_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'active', $9, $10, $11, $11)
            ON CONFLICT (tenant_id) DO UPDATE SET
                zoho_org = EXCLUDED.zoho_org, org_name = EXCLUDED.org_name, location = EXCLUDED.location,
                accounts_server = EXCLUDED.accounts_server, api_domain = EXCLUDED.api_domain, edition = EXCLUDED.edition,
                scopes = EXCLUDED.scopes, state = 'active', refresh_token = EXCLUDED.refresh_token,
                access_token = CASE WHEN $12 THEN c.access_token END,
                access_expires_at = CASE WHEN $12 THEN c.access_expires_at END,
                token_generation = c.token_generation + CASE WHEN $12 THEN 0 ELSE 1 END,
                connected_by = EXCLUDED.connected_by, connected_at = EXCLUDED.connected_at
            """);
        command.Parameters.AddWithValue(tenantId);
        command.Parameters.AddWithValue(connection.ZohoOrg);
        command.Parameters.AddWithValue(connection.OrgName);
        command.Parameters.AddWithValue(connection.Location);
        command.Parameters.AddWithValue(connection.AccountsServer);
        command.Parameters.AddWithValue(connection.ApiDomain);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = connection.Edition, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.AddWithValue(connection.Scopes.ToArray());
        command.Parameters.AddWithValue(encryptedRefreshToken);
        command.Parameters.AddWithValue(connection.ConnectedBy);
        command.Parameters.AddWithValue(time.GetUtcNow());
        command.Parameters.AddWithValue(keepAccessToken);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "zoho_connections_one_per_org" })
        {
            throw new SeedConflictException($"The Zoho organisation {connection.ZohoOrg} is connected to another tenant; one organisation serves one tenant.");
        }
    }
}

/// <param name="Role">viewer, manager or admin.</param>
public sealed record SeedUser(string Email, string Name, string Role);

/// <param name="ZohoOrg"><c>&lt;data centre&gt;:&lt;organisation id&gt;</c>.</param>
public sealed record SeedConnection(
    string ZohoOrg,
    string OrgName,
    string Location,
    string AccountsServer,
    string ApiDomain,
    string? Edition,
    IReadOnlyList<string> Scopes,
    string ConnectedBy);

/// <summary>The seed contradicts what is in the database; the message says how.</summary>
public sealed class SeedConflictException(string message) : Exception(message);
