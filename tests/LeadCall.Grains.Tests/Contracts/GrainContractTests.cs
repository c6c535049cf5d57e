using LeadCall.TestKit.Contracts;

namespace LeadCall.Grains.Tests.Contracts;

/// <summary>What crosses a grain boundary stays within what both engines carry (DESIGN 5).</summary>
public sealed class GrainContractTests
{
    [Fact]
    public void Every_contract_keeps_to_the_vocabulary() =>
        ContractLint.Check(typeof(GrainKeys).Assembly).ShouldBeEmpty();

    [Fact]
    public void A_key_leads_back_to_what_it_was_built_from()
    {
        var (tenant, call) = (Guid.NewGuid(), Guid.NewGuid());

        GrainKeys.TenantOf(GrainKeys.CallSync(tenant, call)).ShouldBe(tenant);
        GrainKeys.GuidOf(GrainKeys.CallSync(tenant, call)).ShouldBe(call);
        GrainKeys.IdOf(GrainKeys.Caller(tenant, [0xab, 0x01])).ShouldBe("ab01");
        GrainKeys.IdOf(GrainKeys.SyncQueue(tenant)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("+4930123456")]
    [InlineData("caller:abc/+4930123456")]
    public void A_key_that_was_not_built_here_is_refused(string key) => Should.Throw<FormatException>(() => GrainKeys.TenantOf(key));
}
