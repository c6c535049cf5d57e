using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Promises;

public sealed class Timers : ConformanceTest
{
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(3);

    [Fact, BreaksUnder("TimersInterleave")]
    public async Task Timers_do_not_interleave_with_requests()
    {
        var host = await Start();
        var key = host.NewKey();
        var (ticking, notes) = (host.Grain<ITicking>(key), Notes.Of(key));
        _ = ticking.HoldWhileTicking();
        await host.Eventually(notes.Until("holding"));

        await host.Pass(Seconds);
        await host.Eventually(ticking.Peek());
        notes.Open("hold");
        await host.Eventually(notes.Until("tick"), Seconds);

        notes.Whats().Take(3).ShouldBe(["holding", "held", "tick"]);
    }

    [Fact, BreaksUnder("TimersOverlap")]
    public async Task A_timer_never_overlaps_itself()
    {
        var host = await Start();
        var key = host.NewKey();
        var (ticking, notes) = (host.Grain<ITicking>(key), Notes.Of(key));
        await host.Eventually(ticking.TickSlowly());
        await host.Eventually(notes.Until("begin"), Seconds);

        await host.Pass(Seconds);
        await host.Eventually(ticking.Peek());
        notes.Count("begin").ShouldBe(1);
        notes.Open("tick");

        await host.Eventually(notes.Until("begin", times: 2), Seconds);
    }

    [Fact, BreaksUnder("PeriodFromStart")]
    public async Task The_period_counts_from_the_end_of_a_tick()
    {
        var host = await Start();
        var key = host.NewKey();
        await host.Eventually(host.Grain<ITicking>(key).TickWithWork());

        await host.Eventually(Notes.Of(key).Until("begin", times: 3), Seconds * 4);

        var begins = Notes.Of(key).Read().Where(note => note.What == "begin").Select(note => note.At).ToArray();
        var ends = Notes.Of(key).Read().Where(note => note.What == "end").Select(note => note.At).ToArray();
        (begins[1] - ends[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(980));
        (begins[2] - ends[1]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(980));
    }
}
