using LeadCall.TestKit.PostgreSql;
using Npgsql;

namespace LeadCall.EndToEnd.Tests.PostgreSql;

public sealed class PrivatePostgresTests
{
    [Fact]
    public async Task Two_test_databases_do_not_see_each_other_and_are_gone_afterwards()
    {
        string first;
        await using (var one = await TestDatabase.CreateAsync())
        await using (var other = await TestDatabase.CreateAsync())
        {
            first = one.Name;
            await RunAsync(one.DataSource, "CREATE TABLE only_here (id int)");
            (await RunAsync(other.DataSource, "SELECT to_regclass('only_here')::text")).ShouldBe(DBNull.Value);
        }

        await using var admin = NpgsqlDataSource.Create(await TestPostgres.AdminConnectionStringAsync());
        (await RunAsync(admin, $"SELECT count(*) FROM pg_database WHERE datname = '{first}'")).ShouldBe(0L);
    }

    [Fact]
    public async Task Twenty_classes_starting_at_once_share_one_template()
    {
        await using var server = await TestPostgres.StartOwnAsync();
        var databases = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TestDatabase.CreateOnAsync(server)));
        await using var admin = NpgsqlDataSource.Create(server.AdminConnectionString);
        (await RunAsync(admin, "SELECT count(*) FROM pg_database WHERE datname LIKE 'leadcall_template_%'")).ShouldBe(1L);
        (await RunAsync(admin, "SELECT count(*) FROM pg_database WHERE datname LIKE 'test_%'")).ShouldBe(20L);
        databases.Select(database => database.Name).ShouldBeUnique();
    }

    [Fact]
    public async Task A_stopped_server_comes_back_on_its_port_with_its_data()
    {
        await using var server = await TestPostgres.StartOwnAsync();
        await using var database = await TestDatabase.CreateOnAsync(server);
        await RunAsync(database.DataSource, "CREATE TABLE kept AS SELECT 7 AS number");
        var port = server.Port;

        await server.StopAsync();
        await Should.ThrowAsync<NpgsqlException>(() => RunAsync(database.DataSource, "SELECT number FROM kept"));
        await server.StartAgainAsync();

        server.Port.ShouldBe(port);
        (await RunAsync(database.DataSource, "SELECT number FROM kept")).ShouldBe(7);
    }

    private static async Task<object?> RunAsync(NpgsqlDataSource dataSource, string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
