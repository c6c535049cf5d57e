using System.Collections.Concurrent;
using LeadCall.Grains.Feed;
using LeadCall.Silo;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace LeadCall.Grains.Tests.Engines;

/// <summary>Uses each thing the engine keeps in the database or delivers by itself.</summary>
[Alias("leadcall.test.IProbeGrain")]
public interface IProbeGrain : IGrainWithStringKey
{
    [Alias("Add")]
    Task<int> Add(int amount);

    [Alias("AddElsewhere")]
    Task<int> AddElsewhere(int amount);

    [Alias("Clear")]
    Task Clear();

    [Alias("Remind")]
    Task Remind();

    [Alias("HasReminder")]
    Task<bool> HasReminder();

    [Alias("Publish")]
    Task Publish(string text);
}

[Alias("leadcall.test.IListenerGrain")]
public interface IListenerGrain : IGrainWithStringKey;

[GenerateSerializer, Immutable, Alias("leadcall.test.Sum")]
public sealed record Sum([property: Id(0)] int Value)
{
    public Sum()
        : this(0)
    {
    }
}

/// <summary>What arrived at grains of this process, by key.</summary>
public sealed class Arrivals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> arrivals = [];

    // Longer than the period of a reminder: on a starved machine the first tick may be over before it is stored.
    public Task<string> At(string key) => Source(key).Task.WaitAsync(TimeSpan.FromMinutes(3));

    public void Report(string key, string what) => Source(key).TrySetResult(what);

    private TaskCompletionSource<string> Source(string key) =>
        arrivals.GetOrAdd(key, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>Two facets on one state: the second always writes with an etag that the first has made old.</summary>
public sealed class ProbeGrain(
    [PersistentState("sum", SiloSettings.StorageName)] IPersistentState<Sum> sum,
    [PersistentState("sum", SiloSettings.StorageName)] IPersistentState<Sum> elsewhere,
    Arrivals arrivals) : Grain, IProbeGrain, IRemindable
{
    public const string StreamNamespace = "probe";

    public async Task<int> Add(int amount) => await AddTo(sum, amount);

    public async Task<int> AddElsewhere(int amount) => await AddTo(elsewhere, amount);

    public Task Clear() => sum.ClearStateAsync();

    // Orleans skips a first tick whose time has passed before the row is written: the next one comes a period later.
    public Task Remind() => this.RegisterOrUpdateReminder("probe", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    public async Task<bool> HasReminder() => await this.GetReminder("probe") is not null;

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        arrivals.Report(this.GetPrimaryKeyString(), reminderName);
        return Task.CompletedTask;
    }

    public Task Publish(string text) =>
        this.GetStreamProvider(FeedStream.Provider).GetStream<string>(StreamNamespace, this.GetPrimaryKeyString()).OnNextAsync(text);

    private static async Task<int> AddTo(IPersistentState<Sum> state, int amount)
    {
        state.State = new Sum(state.State.Value + amount);
        await state.WriteStateAsync();
        return state.State.Value;
    }
}

[ImplicitStreamSubscription(ProbeGrain.StreamNamespace)]
public sealed class ListenerGrain(Arrivals arrivals) : Grain, IListenerGrain, IStreamSubscriptionObserver
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        handleFactory.Create<string>().ResumeAsync((text, _) =>
        {
            arrivals.Report(this.GetPrimaryKeyString(), text);
            return Task.CompletedTask;
        });
}
