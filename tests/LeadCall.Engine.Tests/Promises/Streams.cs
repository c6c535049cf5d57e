using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Promises;

public sealed class Streams : ConformanceTest
{
    [Fact, BreaksUnder("StreamsOutOfOrder")]
    public async Task Stream_items_are_delivered_in_order()
    {
        var host = await Start();
        var key = host.NewKey();
        await Say(host, key, "hold first");
        await host.Eventually(Notes.Of(key).Until("offered hold first"));
        string[] items = [.. Enumerable.Range(0, 20).Select(number => $"item {number}")];
        await Say(host, key, items);

        Notes.Of(key).Open("hold first");
        await host.Eventually(Notes.Of(key).Until("heard item 19"), TimeSpan.FromSeconds(10));

        Notes.Of(key).Whats().Where(what => what.StartsWith("heard item", StringComparison.Ordinal))
            .ShouldBe(items.Select(item => $"heard {item}"));
    }

    [Fact, BreaksUnder("NoRedelivery")]
    public async Task A_throwing_consumer_gets_the_same_item_again()
    {
        var host = await Start();
        var key = host.NewKey();

        await Say(host, key, "stumble", "next");
        await host.Eventually(Notes.Of(key).Until("heard next"), TimeSpan.FromSeconds(20));

        Notes.Of(key).Whats().ShouldBe(
            ["offered stumble", "offered stumble", "offered stumble", "heard stumble", "offered next", "heard next"]);
    }

    [Fact, BreaksUnder("RedeliverForever")]
    public async Task An_item_is_given_up_after_a_minute()
    {
        var host = await Start();
        var key = host.NewKey();

        await Say(host, key, "refuse", "next");
        await host.Eventually(Notes.Of(key).Until("heard next"), host.StreamDeliveryTime * 3);

        var notes = Notes.Of(key).Read();
        // Orleans pauses longer after each failure and looks at the time only after a pause.
        (notes[^1].At - notes[0].At).ShouldBeInRange(host.StreamDeliveryTime * 0.7, host.StreamDeliveryTime * 3);
        notes.Count(note => note.What == "offered refuse").ShouldBeGreaterThan(2);
    }

    private static async Task Say(ConformanceHost host, string key, params string[] items)
    {
        foreach (var item in items)
        {
            await host.Eventually(host.Grain<ISpeaker>(key).Say(item));
        }
    }
}
