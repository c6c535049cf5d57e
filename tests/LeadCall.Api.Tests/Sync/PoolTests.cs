using LeadCall.Silo.Database;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadCall.Api.Tests.Sync;

/// <summary>Uploads and the sync do not take each other's database connections (DESIGN 5).</summary>
public sealed class PoolTests
{
    [Fact]
    public async Task An_upload_does_not_wait_for_connections_that_the_sync_holds_nor_the_sync_for_those_of_uploads()
    {
        await using var server = await ConnectedServer.StartAsync();
        var phone = await server.Tenant.EnrollCampaignPhoneAsync(TimeProvider.System.GetUtcNow().AddDays(-1));

        var sync = await TakeAllAsync(server, DatabasePools.Sync);
        var answer = await phone.UploadAsync(TestPhone.Call(TimeProvider.System.GetUtcNow().AddMinutes(-1)));
        answer["accepted"]!.GetValue<int>().ShouldBe(1);
        (await server.Tenant.ScalarAsync<long>("SELECT count(*) FROM call_syncs WHERE tenant_id = $1 AND status = 'pending'", server.Tenant.Id)).ShouldBe(1);

        var ingest = await TakeAllAsync(server, DatabasePools.Ingest);
        await GiveBackAsync(sync);
        await Eventually.ShouldBeAsync(0L, async () =>
        {
            // The queue's look for due rows may have failed for want of a connection: it is asked again, as the sweep would.
            await server.EndPausesAsync();
            return await server.Tenant.ScalarAsync<long>("SELECT count(*) FROM call_syncs WHERE tenant_id = $1 AND status = 'pending'", server.Tenant.Id);
        });
        await GiveBackAsync(ingest);
    }

    private static async Task<List<NpgsqlConnection>> TakeAllAsync(ConnectedServer server, string pool)
    {
        var source = server.Services.GetRequiredKeyedService<NpgsqlDataSource>(pool);
        var all = new List<NpgsqlConnection>();
        for (var left = new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize; left > 0; left--)
        {
            all.Add(await source.OpenConnectionAsync());
        }

        return all;
    }

    private static async Task GiveBackAsync(List<NpgsqlConnection> connections)
    {
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }
    }
}
