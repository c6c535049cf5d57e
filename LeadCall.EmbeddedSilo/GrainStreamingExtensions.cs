using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Orleans;

/// <summary>Stream providers by name, for grains.</summary>
public static class GrainStreamingExtensions
{
    /// <exception cref="KeyNotFoundException">No provider has this name.</exception>
    public static IStreamProvider GetStreamProvider(this Grain grain, string name) => GetStreamProvider((IGrainBase)grain, name);

    /// <inheritdoc cref="GetStreamProvider(Grain,string)"/>
    public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name) =>
        ClientStreamingExtensions.Find(grain.GrainContext.ActivationServices, name);
}

/// <summary>Stream providers by name, for code that is not a grain.</summary>
public static class ClientStreamingExtensions
{
    /// <inheritdoc cref="GrainStreamingExtensions.GetStreamProvider(Grain,string)"/>
    public static IStreamProvider GetStreamProvider(this IClusterClient client, string name) => Find(client.ServiceProvider, name);

    internal static IStreamProvider Find(IServiceProvider services, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return services.GetKeyedService<IStreamProvider>(name)
            ?? throw new KeyNotFoundException($"Stream provider '{name}' not found. Add it to the silo when it is configured.");
    }
}
