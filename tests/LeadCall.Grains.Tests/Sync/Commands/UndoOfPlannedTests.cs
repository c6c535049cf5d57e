using LeadCall.Storage.Syncs;

namespace LeadCall.Grains.Tests.Sync.Commands;

/// <summary>Writes wait seconds for company here, so that a pick is seen planned and not sent.</summary>
public sealed class UndoOfPlannedTests : CommandTest
{
    private protected override Dictionary<string, string?> Settings => new(base.Settings)
    {
        ["Sync:Queue:CrowdFrom"] = "1",
        ["Sync:Connection:Linger"] = "00:00:02",
    };

    [Fact]
    public async Task A_write_that_only_waits_for_its_turn_is_taken_back()
    {
        var (call, contact, lead) = await AmbiguousAsync("+919876548100");
        await Asha.Resolve(call, contact);
        await Tenant.UntilAsync("SELECT EXISTS (SELECT FROM zoho_writes WHERE tenant_id = $1 AND step = 'call' AND state = 'planned')");

        (await Asha.Undo(call)).IsDone.ShouldBeTrue();

        (await Tenant.StatusAsync(call)).ShouldBe(SyncStatus.Ambiguous);
        await Asha.Resolve(call, lead);
        await Tenant.DrainAsync();
        On(Tenant.Creates("Calls").ShouldHaveSingleItem()).ShouldBe(lead.RecordId);
        On(Tenant.Creates("Tasks").ShouldHaveSingleItem()).ShouldBe(lead.RecordId);
    }
}
