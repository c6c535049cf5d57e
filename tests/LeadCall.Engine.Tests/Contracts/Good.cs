using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LeadCall.Engine.Tests.Contracts;

/// <summary>Contracts that keep every rule.</summary>
public static class Good
{
    [Alias("Side")]
    public enum Side
    {
        Caller,
        Callee,
    }

    [Alias("IPhone")]
    public interface IPhone : IGrainWithStringKey
    {
        [Alias("Ring")]
        Task<ImmutableArray<Call>> Ring(Call call, DayOfWeek day, Number? number, IScreen screen, CancellationToken cancellation);

        [Alias("HangUp"), OneWay]
        Task HangUp(Guid id, DateTimeOffset at, DateOnly on, TimeSpan after);
    }

    [Alias("IScreen")]
    public interface IScreen : IGrainObserver
    {
        [Alias("Show")]
        void Show(ImmutableDictionary<string, Call> calls);
    }

    [GenerateSerializer, Immutable, Alias("Call")]
    public sealed record Call([property: Id(0)] string Number, [property: Id(1)] Side Side)
    {
        [Id(2)]
        public Call? Before { get; init; }

        public bool IsFirst => Before is null;
    }

    [GenerateSerializer, Immutable, Alias("Number")]
    public readonly record struct Number([property: Id(0)] string E164);
}
