using System.Collections.Immutable;
using LeadCall.Engine.Tests.Hosting;

namespace LeadCall.Engine.Tests.Embedded;

public sealed class RoundTripTests
{
    [Fact]
    public async Task Records_with_immutable_collections_come_out_equal_and_as_a_copy()
    {
        await using var host = await Start();
        var parcel = new Parcel(
            "p", [1, 2], ImmutableDictionary<string, DateTimeOffset>.Empty.Add("a", new(2026, 3, 1, 9, 0, 0, TimeSpan.FromHours(5.5))), null);

        var back = await host.Eventually(host.Grain<IEcho>(host.NewKey()).Echo(parcel));

        back.ShouldNotBeSameAs(parcel);
        back.Weights.ShouldBe(parcel.Weights);
        back.Stamps["a"].EqualsExact(parcel.Stamps["a"]).ShouldBeTrue();
    }

    [Fact]
    public async Task An_immutable_array_that_was_never_set_stays_unset()
    {
        await using var host = await Start();

        var back = await host.Eventually(host.Grain<IEcho>(host.NewKey()).Echo(
            new("p", default, ImmutableDictionary<string, DateTimeOffset>.Empty, TimeSpan.FromTicks(3))));

        back.Weights.IsDefault.ShouldBeTrue();
        back.Age.ShouldBe(TimeSpan.FromTicks(3));
    }

    [Fact]
    public async Task An_argument_that_loses_something_on_the_way_is_refused_by_name()
    {
        await using var host = await Start();

        var failure = Should.Throw<NotSupportedException>(() => host.Grain<IEcho>(host.NewKey()).TakeLeaky(new("l") { Secret = 7 }));

        failure.Message.ShouldContain("argument leaky of IEcho.TakeLeaky");
        failure.Message.ShouldContain("the value.Secret is '7' on one side and '0' on the other");
    }

    [Fact]
    public async Task A_result_that_loses_something_on_the_way_fails_the_call()
    {
        await using var host = await Start();

        var failure = await host.Failure(host.Grain<IEcho>(host.NewKey()).GiveLeaky());

        failure.ShouldBeOfType<NotSupportedException>().Message.ShouldContain("the result of IEcho.GiveLeaky");
    }

    private static Task<ConformanceHost> Start() =>
        EmbeddedConformanceHost.StartAsync(silo => silo.ConfigureEmbeddedChaos(chaos => chaos.RoundTrip = true));
}
