using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;
using Orleans.Storage;

namespace LeadCall.Engine.Tests.Promises;

public sealed class State : ConformanceTest
{
    [Fact, BreaksUnder("IgnoreEtags")]
    public async Task Persistent_state_has_etags()
    {
        var host = await Start();
        var ledger = host.Grain<ILedger>(host.NewKey());
        await host.Eventually(ledger.Add(1));

        var failure = await host.Failure(ledger.WriteOverOneself());

        failure.ShouldBeOfType<InconsistentStateException>();
        (await host.Eventually(ledger.Total())).ShouldBe(101);
    }

    [Fact, BreaksUnder("KeepAfterInconsistentState")]
    public async Task An_escaping_inconsistent_state_exception_deactivates()
    {
        var host = await Start();
        var key = host.NewKey();
        await host.Eventually(host.Grain<ILedger>(key).Add(1));

        await host.Failure(host.Grain<ILedger>(key).WriteOverOneself());
        await host.Eventually(host.Grain<ILedger>(key).Total());

        Notes.Of(key).Count("activated").ShouldBe(2);
    }

    [Fact, BreaksUnder("IgnoreStoredState")]
    public async Task Persistent_state_is_read_before_activation_and_cleared_when_asked()
    {
        var host = await Start();
        var key = host.NewKey();
        await host.Eventually(host.Grain<ILedger>(key).Add(7));
        await host.Failure(host.Grain<ILedger>(key).WriteOverOneself());

        (await host.Eventually(host.Grain<ILedger>(key).Total())).ShouldBe(107);
        await host.Eventually(host.Grain<ILedger>(key).Clear());
        (await host.Eventually(host.Grain<ILedger>(key).Add(5))).ShouldBe(5);
    }
}
