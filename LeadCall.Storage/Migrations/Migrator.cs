using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace LeadCall.Storage.Migrations;

/// <summary>
/// Applies the numbered SQL files of this folder once each, in order, one transaction per file, under a lock so that several
/// starting processes agree. Forward only; an applied file must not change.
/// </summary>
public static class Migrator
{
    private const long LockKey = 0x4C43_4D49_4752_4154; // "LCMIGRAT"

    /// <exception cref="InvalidOperationException">A migration applied earlier was changed.</exception>
    public static async Task MigrateAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataSource);

        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({LockKey})", cancellationToken);
        try
        {
            await ExecuteAsync(connection, """
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    name        text PRIMARY KEY,
                    sha256      text NOT NULL,
                    applied_at  timestamptz NOT NULL DEFAULT now()
                )
                """, cancellationToken);
            var applied = await AppliedAsync(connection, cancellationToken);
            var shipped = Shipped();
            // Names that this build does not know are a newer release's: during a rollout old processes start on the new schema.
            foreach (var migration in shipped)
            {
                if (!applied.TryGetValue(migration.Name, out var sha256))
                {
                    await ApplyAsync(connection, migration, cancellationToken);
                }
                else if (sha256 != migration.Sha256)
                {
                    throw new InvalidOperationException(
                        $"Migration {migration.Name} was changed after it had been applied to this database. Applied migrations are final: put the change into a new numbered file.");
                }
            }
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    /// <summary>The migrations of this build, in order.</summary>
    public static IReadOnlyList<Migration> Shipped()
    {
        var assembly = typeof(Migrator).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name))];
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        var sql = reader.ReadToEnd();
        var name = resource[(resource.IndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)..];
        return new Migration(name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, migration.Sql, cancellationToken);
        await using var record = new NpgsqlCommand("INSERT INTO schema_migrations (name, sha256) VALUES ($1, $2)", connection, transaction);
        record.Parameters.AddWithValue(migration.Name);
        record.Parameters.AddWithValue(migration.Sha256);
        await record.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<Dictionary<string, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT name, sha256 FROM schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetString(0), reader.GetString(1));
        }

        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <param name="Name">File name, such as 0001_core.sql.</param>
public sealed record Migration(string Name, string Sql, string Sha256);
