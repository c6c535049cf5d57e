namespace LeadCall.Api.Tests.Sync;

/// <summary>Zoho goes away and comes back.</summary>
public sealed class ZohoDownTests
{
    [Fact]
    public async Task Calls_that_came_while_Zoho_was_down_are_written_when_it_is_back()
    {
        await using var server = await ConnectedServer.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        var phone = await server.Tenant.EnrollCampaignPhoneAsync(now.AddDays(-1));
        await phone.UploadAsync(TestPhone.Call(now.AddMinutes(-30), "+91 98765 43250"));
        await server.WaitUntilNothingIsPendingAsync();

        await server.WhileZohoIsDownAsync(async () =>
        {
            var answer = await phone.UploadAsync(TestPhone.Call(now.AddMinutes(-20), "+91 98765 43251"), TestPhone.Call(now.AddMinutes(-10), "+91 98765 43252"));
            answer["accepted"]!.GetValue<int>().ShouldBe(2);

            // Both were tried: the error is shown, no attempt is used up, nothing failed.
            await Eventually.ShouldBeAsync(2L, () => server.Tenant.ScalarAsync<long>("""
                SELECT count(*) FROM call_syncs WHERE tenant_id = $1 AND status = 'pending' AND error_code IS NOT NULL AND attempts = 0
                """, server.Tenant.Id));
        });

        // The circuit to the data centre may stay open for a while longer: each round of tries ends the pauses again.
        await Eventually.ShouldBeAsync(0L, async () =>
        {
            await server.EndPausesAsync();
            return await server.Tenant.ScalarAsync<long>("SELECT count(*) FROM call_syncs WHERE tenant_id = $1 AND status = 'pending'", server.Tenant.Id);
        });
        server.Zoho.Control.Ledger(ConnectedServer.Organisation, "Leads", "create").Count.ShouldBe(3);
        server.Zoho.Control.Ledger(ConnectedServer.Organisation, "Tasks", "create").Count.ShouldBe(3);
    }
}
