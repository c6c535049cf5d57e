using System.Security.Cryptography;
using System.Text;
using LeadCall.Storage.Migrations;
using Npgsql;

namespace LeadCall.TestKit.PostgreSql;

/// <summary>
/// The migrated database that test databases are cloned from. One per state of the migrations (its name carries their
/// hash), made by whichever test process comes first.
/// </summary>
internal static class TemplateDatabase
{
    private const long CreationLock = 0x4C43_7465_6D70;

    /// <summary>The template's name; made under an advisory lock if it is not there yet.</summary>
    public static async Task<string> EnsureAsync(string adminConnectionString)
    {
        var name = $"leadcall_template_{HashOfMigrations()}";
        await using var admin = await MaintenanceConnection.OpenAsync(adminConnectionString);
        if (await ExistsAsync(admin, name))
        {
            return name;
        }

        // The lock goes with the connection, also when this process is killed halfway.
        await admin.ExecuteAsync($"SELECT pg_advisory_lock({CreationLock})");
        if (!await ExistsAsync(admin, name))
        {
            await CreateAsync(admin, adminConnectionString, name);
        }

        await admin.ExecuteAsync($"SELECT pg_advisory_unlock({CreationLock})");
        return name;
    }

    private static async Task CreateAsync(NpgsqlConnection admin, string adminConnectionString, string name)
    {
        var unfinished = $"{name}_unfinished";
        await admin.ExecuteAsync($"""DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)""");
        await admin.ExecuteAsync($"""CREATE DATABASE "{unfinished}" TEMPLATE template0""");
        var connectionString = new NpgsqlConnectionStringBuilder(adminConnectionString) { Database = unfinished, Pooling = false }.ConnectionString;
        await using (var dataSource = NpgsqlDataSource.Create(connectionString))
        {
            await Migrator.MigrateAsync(dataSource);
        }

        // A template that others connect to cannot be cloned: nobody may.
        await admin.ExecuteAsync($"""ALTER DATABASE "{unfinished}" WITH ALLOW_CONNECTIONS false""");
        await admin.ExecuteAsync($"""ALTER DATABASE "{unfinished}" RENAME TO "{name}" """);
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection admin, string name)
    {
        await using var command = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", admin) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync() is not null;
    }

    private static string HashOfMigrations()
    {
        var migrations = string.Join('\n', Migrator.Shipped().Select(migration => $"{migration.Name} {migration.Sha256}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(migrations)))[..12];
    }
}
