using LeadCall.Demo;
using LeadCall.Demo.PostgreSql;

namespace LeadCall.TestKit.PostgreSql;

/// <summary>
/// The PostgreSQL this test process uses: the one <c>LEADCALL_TEST_POSTGRES</c> names (<c>./leadcall test</c> starts one
/// for all test processes), else a private one that lives as long as this process.
/// </summary>
public static class TestPostgres
{
    /// <summary>Environment variable: connection string of a superuser to a maintenance database.</summary>
    public const string Variable = "LEADCALL_TEST_POSTGRES";

    /// <summary>Held for the life of the process: collected, it would close the pipe that keeps its postmaster alive.</summary>
    private static PostgresServer? own;

    private static readonly Lazy<Task<string>> Shared = new(StartAsync);

    /// <summary>Connection string of a superuser. A test must not stop this server: others use it at the same time.</summary>
    public static Task<string> AdminConnectionStringAsync() => Shared.Value;

    /// <summary>A server of its own for a test that stops it and starts it again.</summary>
    public static Task<PostgresServer> StartOwnAsync() => ThrowawayPostgres.StartAsync(RepositoryRoot.Find());

    private static async Task<string> StartAsync()
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(given))
        {
            return given;
        }

        // Its watcher stops and deletes it when this process ends, whichever way that happens.
        own = await StartOwnAsync();
        return own.AdminConnectionString;
    }
}
