using System.Globalization;
using System.Security.Cryptography;
using LeadCall.Demo.Fleet;
using LeadCall.Demo.PostgreSql;
using LeadCall.Demo.Tools;
using LeadCall.Demo.Up;
using Npgsql;

namespace LeadCall.Demo.Bench;

/// <summary>The real server on a PostgreSQL that keeps its promises (fsync on), both gone when the measurement ends.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private const string Database = "bench";

    private readonly PostgresServer postgres;
    private readonly LocalServer server;

    private BenchServer(PostgresServer postgres, LocalServer server, NpgsqlDataSource data, LeadCallApi api) =>
        (this.postgres, this.server, Data, Api) = (postgres, server, data, api);

    /// <summary>Straight into the database, past LeadCall.</summary>
    public NpgsqlDataSource Data { get; }

    /// <summary>LeadCall as phones and the seed reach it.</summary>
    public LeadCallApi Api { get; }

    public static async Task<BenchServer> StartAsync(string repositoryRoot, TimeProvider time, CancellationToken cancellationToken)
    {
        var postgres = await PostgresServer.StartAsync(
            new PostgresServerOptions
            {
                Home = PostgresHome.Temporary(),
                Binaries = await PostgresTool.FindOrInstallAsync(repositoryRoot, cancellationToken),
                Password = RandomNumberGenerator.GetHexString(32, lowercase: true),
                Durable = true,
                Throwaway = true,
            },
            cancellationToken);
        await using (var admin = NpgsqlDataSource.Create(postgres.AdminConnectionString))
        await using (var create = admin.CreateCommand($"CREATE DATABASE {Database}"))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var seedKey = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__LeadCall"] = postgres.ConnectionStringTo(Database),
            [DemoKeyFile.Variable] = DemoKeyFile.Find(repositoryRoot),
            ["Silo__SiloPort"] = LocalServer.NextFree(11111).ToString(CultureInfo.InvariantCulture),
            ["Silo__GatewayPort"] = "0",
            ["Seed__Key"] = seedKey,
            ["Limits__DeviceRequestsPerMinute"] = "1000000",
            ["Limits__EnrollmentsPerMinute"] = "1000",
        };
        var program = Programs.Find(repositoryRoot, Programs.Api);
        var log = Path.Combine(repositoryRoot, ".leadcall", "logs", "bench-api.log");
        var server = await LocalServer.StartAsync(
            "LeadCall", 5180, "/health/ready", address => ChildProgram.Start(program, ["--urls", House.Origin(address)], settings, log), time, cancellationToken);
        return new BenchServer(postgres, server, NpgsqlDataSource.Create(postgres.ConnectionStringTo(Database)), new LeadCallApi(server.Http, seedKey, time));
    }

    public async ValueTask DisposeAsync()
    {
        await Data.DisposeAsync();
        await server.DisposeAsync();
        await postgres.DisposeAsync();
    }
}
