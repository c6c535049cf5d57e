using System.Diagnostics;
using LeadCall.Storage.Secrets;
using LeadCall.TestKit.PostgreSql;
using LeadCall.TestKit.Server;

namespace LeadCall.Api.Tests;

/// <summary>The server as a process of its own that is refused its start: exit code 1 and one sentence.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task PostgreSQL_down_at_start()
    {
        var ended = await RunAsync("--ConnectionStrings:LeadCall", "Host=127.0.0.1;Port=9;Database=leadcall;Username=x;Password=secret", "--Database:WaitSeconds", "1");
        ended.ShouldBeRefused("PostgreSQL does not answer: database 'leadcall' at 127.0.0.1:9");
        ended.Everything.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_database_that_does_not_exist()
    {
        await using var database = await TestDatabase.CreateAsync();
        var missing = database.ConnectionString.Replace(database.Name, "no_such_database", StringComparison.Ordinal);
        (await RunAsync("--ConnectionStrings:LeadCall", missing)).ShouldBeRefused("PostgreSQL refuses database 'no_such_database'");
    }

    [Fact]
    public async Task No_database_named() => (await RunAsync()).ShouldBeRefused("LeadCall's database is not named.");

#if !LEADCALL_ORLEANS
    // On Orleans it joins the cluster.
    [Fact]
    public async Task A_second_process_on_the_same_database()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await LeadCallHost.StartAsync(database.ConnectionString);
        var ended = await RunAsync("--ConnectionStrings:LeadCall", database.ConnectionString);
        ended.Code.ShouldBe(1, ended.Everything);
        ended.Error.ShouldContain($"process {Environment.ProcessId} on {Environment.MachineName}");
        ended.Error.ShouldContain("already used by");
    }
#endif

    [Fact]
    public async Task In_production_without_a_key_file()
    {
        await using var database = await TestDatabase.CreateAsync();
        var ended = await RunAsync("--ConnectionStrings:LeadCall", database.ConnectionString, $"--{KeyFile.Variable}", "/nowhere/leadcall.key");
        ended.ShouldBeRefused("LEADCALL_KEY_FILE names /nowhere/leadcall.key, which does not exist.");
    }

    private static async Task<Ended> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "LeadCall.Api.dll"), "--urls", "http://127.0.0.1:0", $"--{KeyFile.Variable}", TestKeyFile.Path },
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("The server neither ended nor was it supposed to start.");
        }

        return new Ended(process.ExitCode, await output, await error);
    }

    private sealed record Ended(int Code, string Output, string Error)
    {
        public string Everything => Output + Error;

        public void ShouldBeRefused(string sentence)
        {
            Code.ShouldBe(1, Everything);
            Error.ShouldContain(sentence);
            Error.Trim().ReplaceLineEndings("\n").ShouldNotContain("\n");
            Everything.ShouldNotContain("   at ");
        }
    }
}
