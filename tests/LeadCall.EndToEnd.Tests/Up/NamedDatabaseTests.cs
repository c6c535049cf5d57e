using LeadCall.Storage.Tenants;
using LeadCall.TestKit.PostgreSql;

namespace LeadCall.EndToEnd.Tests.Up;

/// <summary>With LEADCALL_POSTGRES the demo is a guest: it goes only where it is asked to and where nothing else lives.</summary>
public sealed class NamedDatabaseTests(UpProcessTests.Clone clone) : IClassFixture<UpProcessTests.Clone>
{
    [Fact]
    public async Task Demo_data_needs_the_word_demo()
    {
        await using var database = await TestDatabase.CreateAsync();

        var up = await RunAsync(database, "--once");

        up.ExitCode.ShouldBe(1);
        up.Errors.ShouldContain("only with --demo");
        (await TenantsAsync(database)).ShouldBe(0);
    }

    [Fact]
    public async Task Demo_data_never_joins_a_real_tenant()
    {
        await using var database = await TestDatabase.CreateAsync();
        await new TenantStore(database.DataSource, TimeProvider.System).SaveAsync(Guid.NewGuid(), "Lakeside Clinics", isDemo: false, new TenantSettings());

        var up = await RunAsync(database, "--once", "--demo");

        up.ExitCode.ShouldBe(1);
        up.Errors.ShouldContain("holds real tenants");
        (await TenantsAsync(database)).ShouldBe(1);
    }

    [Fact]
    public async Task An_empty_database_takes_the_whole_day()
    {
        await using var database = await TestDatabase.CreateAsync();

        var up = await RunAsync(database, "--once", "--demo", "--json");

        up.ExitCode.ShouldBe(0, up.ToString());
        (await TenantsAsync(database)).ShouldBe(1);
    }

    private async Task<FinishedUp> RunAsync(TestDatabase database, params string[] options)
    {
        using var up = new RunningUp(clone.Built, database.ConnectionString, ["up", .. options]);
        return await up.EndAsync();
    }

    private static async Task<long> TenantsAsync(TestDatabase database)
    {
        await using var command = database.DataSource.CreateCommand("SELECT count(*) FROM tenants");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
