using System.Diagnostics;
using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Promises;

public sealed class Ambient : ConformanceTest
{
    [Fact, BreaksUnder("ActivationsCaptureContext")]
    public async Task Activations_do_not_capture_the_execution_context()
    {
        var host = await Start();
        IContext.Ambient.Value = "the caller's";

        var seen = await host.Eventually(host.Grain<IContext>(host.NewKey()).WhatActivationAndCallSee());

        seen.ShouldBe("nothing, nothing");
    }

    [Fact, BreaksUnder("TimersCaptureContext")]
    public async Task Timers_do_not_capture_the_execution_context()
    {
        var host = await Start();
        var key = host.NewKey();

        await host.Eventually(host.Grain<ITicking>(key).TickInContext("the registering request's"));

        await host.Eventually(Notes.Of(key).Until("sees nothing"), TimeSpan.FromSeconds(3));
    }

    [Fact, BreaksUnder("DropRequestContext")]
    public async Task The_request_context_travels_with_a_call()
    {
        var host = await Start();
        RequestContext.Set("tenant", "t1");

        var seen = await host.Eventually(host.Grain<IWorker>(host.NewKey()).FromRequestContext("tenant"));

        seen.ShouldBe("t1");
    }

    [Fact, BreaksUnder("DropActivity")]
    public async Task Activities_flow_with_a_call()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.Orleans.Application" or "conformance",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var host = await Start();
        using var source = new ActivitySource("conformance");
        using var activity = source.StartActivity("upload")!;

        var seen = await host.Eventually(host.Grain<IWorker>(host.NewKey()).TraceId());

        seen.ShouldBe(activity.TraceId.ToString());
        Activity.Current.ShouldBe(activity);
    }
}
