using System.Security.Cryptography;

namespace LeadCall.Demo.PostgreSql;

/// <summary>The cluster tests run on: fast instead of durable, deleted when it stops or when its owner is killed.</summary>
public static class ThrowawayPostgres
{
    public static Task<PostgresServer> StartAsync(string repositoryRoot, CancellationToken cancellationToken = default) =>
        PostgresServer.StartAsync(
            new PostgresServerOptions
            {
                Home = PostgresHome.Temporary(),
                Binaries = PostgresBinaries.Find(repositoryRoot),
                Password = RandomNumberGenerator.GetHexString(32, lowercase: true),
                Durable = false,
                Throwaway = true,
            },
            cancellationToken);
}
