using System.Collections.Immutable;

namespace LeadCall.Engine.Tests.Embedded;

[GenerateSerializer, Immutable]
public sealed record Parcel(
    [property: Id(0)] string Label,
    [property: Id(1)] ImmutableArray<int> Weights,
    [property: Id(2)] ImmutableDictionary<string, DateTimeOffset> Stamps,
    [property: Id(3)] TimeSpan? Age);

/// <summary>Forgets part of itself on the way.</summary>
public sealed record Leaky(string Label)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public int Secret { get; init; }
}

/// <summary>Answers what it is given.</summary>
public interface IEcho : IGrainWithStringKey
{
    Task<Parcel> Echo(Parcel parcel);

    Task<string> TakeLeaky(Leaky leaky);

    Task<Leaky> GiveLeaky();

    ValueTask<int> Next(int number);

    ValueTask Touch();
}

public class EchoGrain : Grain, IEcho
{
    public Task<Parcel> Echo(Parcel parcel) => Task.FromResult(parcel);

    public Task<string> TakeLeaky(Leaky leaky) => Task.FromResult(leaky.Label);

    public Task<Leaky> GiveLeaky() => Task.FromResult(new Leaky("given") { Secret = 5 });

    public ValueTask<int> Next(int number) => new(number + 1);

    public ValueTask Touch() => default;
}

/// <summary>Calls a worker in its own name.</summary>
public interface IForwarder : IGrainWithStringKey
{
    Task Forward(string worker, string what);
}

public class ForwarderGrain : Grain, IForwarder
{
    public Task Forward(string worker, string what) => GrainFactory.GetGrain<Grains.IWorker>(worker).Note(what);
}
