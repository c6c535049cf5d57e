using System.Diagnostics;
using System.Security.Cryptography;
using LeadCall.Demo;
using LeadCall.Demo.PostgreSql;
using Npgsql;

namespace LeadCall.EndToEnd.Tests.PostgreSql;

public sealed class DemoPostgresTests : IAsyncLifetime
{
    private static readonly PostgresBinaries Binaries = PostgresBinaries.Find(RepositoryRoot.Find());
    private readonly string clone = Path.Combine("/tmp", $"leadcall demo {RandomNumberGenerator.GetHexString(8)}", new string('d', 120));

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(clone);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Data_and_port_stay_from_one_run_to_the_next()
    {
        int port;
        await using (var first = await DemoPostgres.StartAsync(clone, Binaries))
        {
            port = first.Port;
            await ScalarAsync(first, "CREATE TABLE kept AS SELECT 7 AS number");
        }

        await using var second = await DemoPostgres.StartAsync(clone, Binaries);

        second.Port.ShouldBe(port);
        (await ScalarAsync(second, "SELECT number FROM kept")).ShouldBe(7);
        (await ScalarAsync(second, "SHOW fsync")).ShouldBe("on");
    }

    [Fact]
    public async Task Data_without_its_password_is_refused_with_what_to_do()
    {
        await using (await DemoPostgres.StartAsync(clone, Binaries))
        {
            File.Delete(Path.Combine(clone, ".leadcall", "postgres.password"));
        }

        (await Should.ThrowAsync<PostgresUnavailableException>(() => DemoPostgres.StartAsync(clone, Binaries))).Message.ShouldContain("down --wipe");
    }

    [Fact]
    public async Task In_a_clone_that_PostgreSQL_cannot_enter_root_keeps_the_data_elsewhere()
    {
        (await PostgresHome.OfRepositoryAsync(clone)).ShouldBe(Path.Combine(clone, ".leadcall", "postgres"));

        await Process.Start("chmod", ["0700", clone]).WaitForExitAsync();

        var home = await PostgresHome.OfRepositoryAsync(clone);
        if (Environment.IsPrivilegedProcess)
        {
            home.ShouldStartWith("/var/tmp/leadcall-");
            home.ShouldBe(await PostgresHome.OfRepositoryAsync(clone));
        }
        else
        {
            home.ShouldBe(Path.Combine(clone, ".leadcall", "postgres"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await PostgresHome.RemoveAsync(await PostgresHome.OfRepositoryAsync(clone));
        Directory.Delete(Path.GetDirectoryName(clone)!, recursive: true);
    }

    private static async Task<object?> ScalarAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.AdminConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
