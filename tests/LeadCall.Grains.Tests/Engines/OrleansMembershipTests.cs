#if LEADCALL_ORLEANS
using LeadCall.TestKit.PostgreSql;

namespace LeadCall.Grains.Tests.Engines;

/// <summary>Silos of the Orleans engine meet in the database.</summary>
public sealed class OrleansMembershipTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Two_silos_on_one_database_host_one_activation_of_a_grain()
    {
        await using var first = await SiloHost.StartAsync(database.ConnectionString);
        await using var second = await SiloHost.StartAsync(database.ConnectionString);

        (await StatusesAsync()).ShouldBe([(first.Settings.SiloPort, Active), (second.Settings.SiloPort, Active)], ignoreOrder: true);
        for (var i = 0; i < 20; i++)
        {
            (await first.Probe($"p:{i}").Add(1)).ShouldBe(1);
            (await second.Probe($"p:{i}").Add(1)).ShouldBe(2);
        }
    }

    [Fact]
    public async Task A_silo_that_stops_leaves_a_dead_row_and_no_silo_behind()
    {
        await using var stays = await SiloHost.StartAsync(database.ConnectionString);
        var leaves = await SiloHost.StartAsync(database.ConnectionString);
        await leaves.DisposeAsync();

        (await StatusesAsync()).ShouldBe([(stays.Settings.SiloPort, Active), (leaves.Settings.SiloPort, Dead)], ignoreOrder: true);
        (await stays.Probe("p:after").Add(1)).ShouldBe(1);
    }

    private const int Active = (int)SiloStatus.Active;
    private const int Dead = (int)SiloStatus.Dead;

    private async Task<List<(int Port, int Status)>> StatusesAsync()
    {
        await using var command = database.DataSource.CreateCommand("SELECT port, status FROM orleans_membership");
        await using var reader = await command.ExecuteReaderAsync();
        List<(int, int)> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetInt32(0), reader.GetInt32(1)));
        }

        return rows;
    }
}
#endif
