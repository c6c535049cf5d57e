using System.Security.Cryptography;
using LeadCall.Demo.PostgreSql;
using Npgsql;

namespace LeadCall.TestKit.PostgreSql;

/// <summary>
/// A database of one test class: cloned from a migrated template (about 0.1 s), dropped at the end. Connections of other
/// programs to it are broken off when it is dropped.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string adminConnectionString;
    private readonly bool dropped;

    private TestDatabase(string adminConnectionString, string name, bool dropped)
    {
        this.adminConnectionString = adminConnectionString;
        this.dropped = dropped;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(adminConnectionString) { Database = name, IncludeErrorDetail = true }.ConnectionString;
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    /// <summary>The database's name, for a person who looks into it while a test hangs.</summary>
    public string Name { get; }

    /// <summary>For a program under test that opens its own pools.</summary>
    public string ConnectionString { get; }

    /// <summary>A pool on this database; disposed with it.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>A database with all migrations applied.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        var admin = await TestPostgres.AdminConnectionStringAsync();
        return await CreateAsync(admin, await TemplateDatabase.EnsureAsync(admin), dropped: true);
    }

    /// <summary>
    /// A database with all migrations applied, on a test's own server (see <see cref="TestPostgres.StartOwnAsync"/>). It
    /// is not dropped: it goes with that server, which may be stopped when the test ends.
    /// </summary>
    public static async Task<TestDatabase> CreateOnAsync(PostgresServer server) =>
        await CreateAsync(server.AdminConnectionString, await TemplateDatabase.EnsureAsync(server.AdminConnectionString), dropped: false);

    /// <summary>A database without any table, for tests of the migrations themselves.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync() =>
        await CreateAsync(await TestPostgres.AdminConnectionStringAsync(), "template0", dropped: true);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        if (!dropped)
        {
            return;
        }

        await using var admin = await MaintenanceConnection.OpenAsync(adminConnectionString);
        await admin.ExecuteAsync($"""DROP DATABASE IF EXISTS "{Name}" WITH (FORCE)""");
    }

    private static async Task<TestDatabase> CreateAsync(string adminConnectionString, string template, bool dropped)
    {
        var name = $"test_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        await using var admin = await MaintenanceConnection.OpenAsync(adminConnectionString);
        await admin.ExecuteAsync($"""CREATE DATABASE "{name}" TEMPLATE "{template}" """);
        return new TestDatabase(adminConnectionString, name, dropped);
    }
}
