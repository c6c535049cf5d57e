using LeadCall.Engine.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LeadCall.Engine.Tests.Promises;

public sealed class Startup : ConformanceTest
{
    [Fact, BreaksUnder("SkipStartupTasks")]
    public async Task Startup_tasks_run_before_the_host_is_started_and_may_call_grains()
    {
        var host = await Start();

        host.Services.GetRequiredService<StartupRecord>().Done.ShouldBeTrue();
    }
}
