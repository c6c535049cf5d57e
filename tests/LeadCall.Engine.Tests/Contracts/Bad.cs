using Orleans.Concurrency;

namespace LeadCall.Engine.Tests.Contracts;

/// <summary>One contract for each rule, breaking it.</summary>
public static class Bad
{
    public enum Unnamed
    {
        One,
    }

    public interface INoAlias : IGrainWithStringKey;

    [Alias("INoMethodAlias")]
    public interface INoMethodAlias : IGrainWithStringKey
    {
        Task Ring();
    }

    [Alias("IBareKey")]
    public interface IBareKey : IGrain;

    [Alias("ISharedMethodAlias")]
    public interface ISharedMethodAlias : IGrainWithStringKey
    {
        [Alias("Ring")]
        Task Ring();

        [Alias("Ring")]
        Task RingAgain();
    }

    [Alias("IEnumerates")]
    public interface IEnumerates : IGrainWithStringKey
    {
        [Alias("Rings")]
        IAsyncEnumerable<int> Rings();
    }

    [Alias("ISynchronous")]
    public interface ISynchronous : IGrainWithStringKey
    {
        [Alias("Ring")]
        int Ring();
    }

    [Alias("IGenericMethod")]
    public interface IGenericMethod : IGrainWithStringKey
    {
        [Alias("Ring")]
        Task Ring<T>();
    }

    [Alias("IOneWayWithResult")]
    public interface IOneWayWithResult : IGrainWithStringKey
    {
        [Alias("Ring"), OneWay]
        Task<int> Ring();
    }

    [Alias("IList")]
    public interface IList : IGrainWithStringKey
    {
        [Alias("Ring")]
        Task Ring(List<string> numbers);
    }

    [Alias("IArray")]
    public interface IArray : IGrainWithStringKey
    {
        [Alias("Ring")]
        Task<byte[]> Ring();
    }

    [Alias("IDateTime")]
    public interface IDateTime : IGrainWithStringKey
    {
        [Alias("Ring")]
        Task Ring(DateTime at);
    }

    [Alias("IObject")]
    public interface IObject : IGrainWithStringKey
    {
        [Alias("Ring")]
        Task Ring(object what);
    }

    [Alias("IForeignRecord")]
    public interface IForeignRecord : IGrainWithStringKey
    {
        [Alias("Ring")]
        Task Ring(Foreign foreign);
    }

    [Alias("IDeep")]
    public interface IDeep : IGrainWithStringKey
    {
        [Alias("Ring")]
        Task Ring(Outer outer);
    }

    [Alias("IEnum")]
    public interface IEnum : IGrainWithStringKey
    {
        [Alias("Ring")]
        Task Ring(Unnamed unnamed);
    }

    [Alias("IReadsOnly")]
    public interface IReadsOnly : IGrainWithStringKey
    {
        [Alias("Ring"), ReadOnly]
        Task Ring();
    }

    public sealed record Foreign(int Value);

    [GenerateSerializer, Immutable, Alias("Outer")]
    public sealed record Outer([property: Id(0)] List<int> Inner);

    [GenerateSerializer, Immutable, Alias("Open")]
    public record Open([property: Id(0)] int First);

    [GenerateSerializer, Immutable, Alias("PlainClass")]
    public sealed class PlainClass;

    [GenerateSerializer, Alias("Changing")]
    public sealed record Changing([property: Id(0)] int First);

    [GenerateSerializer, Immutable]
    public sealed record NoRecordAlias([property: Id(0)] int First);

    [GenerateSerializer, Immutable, Alias("NoId")]
    public sealed record NoId([property: Id(0)] int First, int Second);

    [GenerateSerializer, Immutable, Alias("SharedId")]
    public sealed record SharedId([property: Id(0)] int First, [property: Id(0)] int Second);

    [GenerateSerializer, Immutable, Alias("Settable")]
    public sealed record Settable
    {
        [Id(0)]
        public int First { get; set; }
    }

    [GenerateSerializer, Immutable, Alias("WithField")]
    public sealed record WithField([property: Id(0)] int First)
    {
        [Id(1)]
        public readonly int Second;
    }

    [GenerateSerializer, Immutable, Alias("Call")]
    public sealed record SameAlias([property: Id(0)] int First);

    public abstract class StatefulGrain : Grain<int>;
}
