using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain interface.</summary>
public interface IGrain : IAddressable;

/// <summary>A grain whose identity is a string.</summary>
public interface IGrainWithStringKey : IGrain;

/// <summary>An object that is not a grain and receives messages from grains, see <see cref="IGrainFactory.CreateObjectReference"/>.</summary>
public interface IGrainObserver : IAddressable;
