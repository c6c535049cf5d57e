using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Promises;

public sealed class Failures : ConformanceTest
{
    [Fact, BreaksUnder("WrapExceptions")]
    public async Task Exceptions_travel_to_the_caller()
    {
        var host = await Start();

        var failure = await host.Failure(host.Grain<IWorker>(host.NewKey()).Throw("what went wrong"));

        failure.ShouldBeOfType<NotImplementedException>().Message.ShouldBe("what went wrong");
    }

    [Fact, BreaksUnder("KeepFailedActivation")]
    public async Task A_failing_activation_fails_the_call_and_the_next_call_tries_anew()
    {
        var host = await Start();
        var fragile = host.Grain<IFragile>(host.NewKey());

        var failure = await host.Failure(fragile.Answer());
        var answer = await host.Eventually(fragile.Answer());

        failure.ShouldBeOfType<NotImplementedException>().Message.ShouldBe("not the first time");
        answer.ShouldBe("well");
    }
}
