namespace LeadCall.Demo.PostgreSql;

/// <summary>
/// <c>LeadCall.Demo postgres</c>: a throwaway PostgreSQL until the program is stopped. Its one line of output is what
/// LEADCALL_TEST_POSTGRES wants, for running single test projects against one server.
/// </summary>
public static class PostgresCommand
{
    public static async Task<int> RunAsync(string repositoryRoot, CancellationToken cancellationToken)
    {
        await using var server = await ThrowawayPostgres.StartAsync(repositoryRoot, cancellationToken);
        Console.WriteLine(server.AdminConnectionString);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return 0;
    }
}
