using LeadCall.Engine.Tests.Grains;
using LeadCall.Engine.Tests.Hosting;
using Orleans.Embedded;
using Orleans.Streams;

namespace LeadCall.Engine.Tests.Embedded;

/// <summary>What is outside the vocabulary is refused in words, what is inside works.</summary>
public sealed class VocabularyTests
{
    public interface IGeneric : IGrainWithStringKey
    {
        Task Do<T>();
    }

    public interface IEnumerable : IGrainWithStringKey
    {
        IAsyncEnumerable<int> Do();
    }

    public interface IUnanswered : IGrainWithStringKey
    {
        [Orleans.Concurrency.OneWay]
        Task<int> Do();
    }

    public interface IByRef : IGrainWithStringKey
    {
        Task Do(ref int number);
    }

    [Theory]
    [InlineData(typeof(IGeneric), "generic")]
    [InlineData(typeof(IEnumerable), "A grain method returns Task")]
    [InlineData(typeof(IUnanswered), "one-way")]
    [InlineData(typeof(IByRef), "ref or out")]
    public void Methods_that_cannot_be_messages_are_refused(Type type, string reason) =>
        Should.Throw<NotSupportedException>(() => ReferenceClass.Emit(type)).Message.ShouldContain(reason);

    [Fact]
    public async Task Streams_neither_end_nor_rewind()
    {
        await using var host = await EmbeddedConformanceHost.StartAsync(_ => { });
        var stream = host.Client.GetStreamProvider(ConformanceHost.Streams).GetStream<string>("nobody", "k");

        await Should.ThrowAsync<NotSupportedException>(stream.OnCompletedAsync);
        await Should.ThrowAsync<NotSupportedException>(() => stream.OnErrorAsync(new NotImplementedException()));
        await stream.OnNextAsync("into the void");
    }

    [Fact]
    public void A_subscriber_has_its_streams_key() =>
        Should.Throw<NotSupportedException>(() => new ImplicitStreamSubscriptionAttribute("news", "elsewhere")).Message.ShouldContain("'elsewhere'");

    [Fact]
    public async Task An_unknown_stream_provider_is_named()
    {
        await using var host = await EmbeddedConformanceHost.StartAsync(_ => { });

        Should.Throw<KeyNotFoundException>(() => host.Client.GetStreamProvider("nowhere")).Message.ShouldContain("'nowhere'");
    }

    [Fact]
    public async Task Value_tasks_and_references_work()
    {
        await using var host = await EmbeddedConformanceHost.StartAsync(_ => { });
        var key = host.NewKey();
        var echo = host.Grain<IEcho>(key);

        (await host.Eventually(echo.Next(41).AsTask())).ShouldBe(42);
        await host.Eventually(echo.Touch().AsTask());
        echo.ShouldBe(host.Grain<IEcho>(key));
        echo.GetPrimaryKeyString().ShouldBe(key);
        echo.GetGrainId().ToString().ShouldBe($"echo/{key}");
        host.Client.GetGrain(typeof(IEcho), key).ShouldBe(echo);
    }

    [Fact]
    public async Task An_object_that_is_no_reference_cannot_be_passed_as_an_observer()
    {
        await using var host = await EmbeddedConformanceHost.StartAsync(_ => { });

        Should.Throw<ArgumentException>(() => host.Grain<IHerald>(host.NewKey()).Flash(new Bystander(), "x"))
            .Message.ShouldContain("CreateObjectReference");
    }

    [Fact]
    public async Task The_times_are_those_of_Orleans()
    {
        await using var host = await EmbeddedConformanceHost.StartAsync(_ => { });

        host.ResponseTimeout.ShouldBe(TimeSpan.FromSeconds(30));
        host.CollectionAge.ShouldBe(TimeSpan.FromMinutes(15));
        host.ReminderMinimum.ShouldBe(TimeSpan.FromMinutes(1));
        host.StreamDeliveryTime.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_stopped_silo_refuses_calls_in_words()
    {
        await using var host = await EmbeddedConformanceHost.StartAsync(_ => { });
        await host.StopAsync();

        var failure = await host.Failure(host.Grain<IEcho>(host.NewKey()).Next(1).AsTask());

        failure.ShouldBeOfType<SiloUnavailableException>().Message.ShouldContain("IEcho.Next");
    }

    private sealed class Bystander : IWatcher
    {
        public Task<string> See(string what) => Task.FromResult(what);

        public void Glance(string what)
        {
        }
    }
}
