using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LeadCall.Demo;
using LeadCall.Demo.PostgreSql;
using Npgsql;

namespace LeadCall.EndToEnd.Tests.PostgreSql;

public sealed class PostgresServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_killed_owner_leaves_no_server_and_no_files()
    {
        using var owner = StartOwner();
        var connectionString = (await owner.StandardOutput.ReadLineAsync())!;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var home = Path.GetDirectoryName((string)(await ScalarAsync(connection, "SHOW data_directory"))!)!;
        var removed = RemovedAsync(home);

        owner.Kill();

        await Should.ThrowAsync<NpgsqlException>(async () =>
        {
            // Wakes up for the server's last words at the latest.
            await connection.WaitAsync().WaitAsync(Patience);
            await ScalarAsync(connection, "SELECT 1");
        });
        await removed;
        await Should.ThrowAsync<NpgsqlException>(() => new NpgsqlConnection(connectionString).OpenAsync());
    }

    [Fact]
    public async Task A_server_left_on_the_same_data_is_stopped_and_its_data_kept()
    {
        await using var home = new ClusterHome();
        await using var left = await PostgresServer.StartAsync(home.Options);
        await ExecuteAsync(left, "CREATE TABLE kept AS SELECT 7 AS number");

        await using var next = await PostgresServer.StartAsync(home.Options);

        (await ExecuteAsync(next, "SELECT number FROM kept")).ShouldBe(7);
    }

    [Fact]
    public async Task A_killed_server_starts_again_over_its_stale_lock_file()
    {
        await using var home = new ClusterHome();
        await using (var killed = await PostgresServer.StartAsync(home.Options))
        {
            await ExecuteAsync(killed, "CREATE TABLE kept AS SELECT 7 AS number");
            var lockFile = (string)(await ExecuteAsync(killed, "SELECT pg_read_file('postmaster.pid')"))!;
            using var postmaster = Process.GetProcessById(int.Parse(lockFile.Split('\n')[0], CultureInfo.InvariantCulture));
            postmaster.Kill();
            await postmaster.WaitForExitAsync();
        }

        await using var next = await PostgresServer.StartAsync(home.Options);

        (await ExecuteAsync(next, "SELECT number FROM kept")).ShouldBe(7);
    }

    [Fact]
    public async Task A_busy_port_is_left_alone_and_another_one_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var busy = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var home = new ClusterHome();

        await using var server = await PostgresServer.StartAsync(home.Options with { Port = busy });

        server.Port.ShouldNotBe(busy);
        (await ExecuteAsync(server, "SELECT 7")).ShouldBe(7);
    }

    [Fact]
    public async Task A_wrong_password_does_not_get_in()
    {
        await using var home = new ClusterHome();
        await using var server = await PostgresServer.StartAsync(home.Options);
        var stranger = new NpgsqlConnectionStringBuilder(server.AdminConnectionString) { Password = "guess", Pooling = false }.ConnectionString;

        (await Should.ThrowAsync<PostgresException>(() => new NpgsqlConnection(stranger).OpenAsync())).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    private static Process StartOwner() =>
        Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "LeadCall.Demo.dll"), "postgres"]) { RedirectStandardOutput = true })!;

    private static async Task RemovedAsync(string directory)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(directory)!, Path.GetFileName(directory)) { NotifyFilter = NotifyFilters.DirectoryName };
        watcher.Deleted += (_, _) => gone.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (!Directory.Exists(directory))
        {
            gone.TrySetResult();
        }

        await gone.Task.WaitAsync(Patience);
    }

    private static async Task<object?> ExecuteAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.AdminConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return await ScalarAsync(connection, sql);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private sealed class ClusterHome : IAsyncDisposable
    {
        public PostgresServerOptions Options { get; } = new()
        {
            Home = PostgresHome.Temporary(),
            Binaries = PostgresBinaries.Find(RepositoryRoot.Find()),
            Password = "correct horse",
            MaxConnections = 20,
        };

        public async ValueTask DisposeAsync() => await PostgresHome.RemoveAsync(Options.Home);
    }
}
