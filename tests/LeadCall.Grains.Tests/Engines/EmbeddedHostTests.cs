#if !LEADCALL_ORLEANS
using LeadCall.Silo.Cluster;
using LeadCall.TestKit.PostgreSql;

namespace LeadCall.Grains.Tests.Engines;

/// <summary>Hosts of the Embedded engine never share a database.</summary>
public sealed class EmbeddedHostTests
{
    [Fact]
    public async Task A_second_host_on_the_same_database_does_not_start_and_the_first_goes_on()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var silo = await SiloHost.StartAsync(database.ConnectionString);

        await Should.ThrowAsync<DatabaseInUseException>(SiloHost.StartAsync(database.ConnectionString));

        (await silo.Probe("p:goes-on").Add(1)).ShouldBe(1);
    }
}
#endif
