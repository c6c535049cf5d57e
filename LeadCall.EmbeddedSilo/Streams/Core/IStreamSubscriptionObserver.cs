using Orleans.Runtime;

namespace Orleans.Streams.Core;

/// <summary>Called in a new activation before the first item of a subscription is delivered to it.</summary>
public interface IStreamSubscriptionObserver
{
    Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
}

/// <summary>Names a subscription and gives the handle to attach an observer to.</summary>
public interface IStreamSubscriptionHandleFactory
{
    StreamId StreamId { get; }

    string ProviderName { get; }

    GuidId SubscriptionId { get; }

    StreamSubscriptionHandle<T> Create<T>();
}
