using LeadCall.Silo.Cluster;
using LeadCall.Silo.Engines;
using Npgsql;

namespace LeadCall.Api.Health;

internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", Live).WithSummary("The process runs. Asks nobody else.");
        app.MapGet("/health/ready", ReadyAsync).WithSummary("The server takes work: it holds the lock on its database and the database answers.");
    }

    private static IResult Live() => Answer(StatusCodes.Status200OK, "live");

    private static async Task<IResult> ReadyAsync(ClusterLock clusterLock, NpgsqlDataSource dataSource, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!clusterLock.IsHeld)
        {
            return Answer(StatusCodes.Status503ServiceUnavailable, "the lock on the database is not held");
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // A pooled connection from before a restart of PostgreSQL fails once and takes its like out of the pool.
            return await AnswersAsync(dataSource, either.Token) || await AnswersAsync(dataSource, either.Token)
                ? Answer(StatusCodes.Status200OK, "ready")
                : Answer(StatusCodes.Status503ServiceUnavailable, "the database does not answer");
        }
        catch (OperationCanceledException)
        {
            return Answer(StatusCodes.Status503ServiceUnavailable, "the database does not answer in time");
        }
    }

    private static async Task<bool> AnswersAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = dataSource.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static IResult Answer(int status, string text) => Results.Json(new HealthAnswer(text, LeadCallEngine.Name), ApiJson.Default.HealthAnswer, statusCode: status);
}

/// <param name="Engine">Embedded or Orleans.</param>
internal sealed record HealthAnswer(string Status, string Engine);
