namespace LeadCall.Engine.Tests.Hosting;

/// <summary>The host of the engine being built.</summary>
internal static class Hosts
{
#if LEADCALL_ORLEANS
    public static Task<ConformanceHost> StartAsync(string? mutation, int silos) => OrleansConformanceHost.StartAsync(silos);
#else
    public static Task<ConformanceHost> StartAsync(string? mutation, int silos) => EmbeddedConformanceHost.StartAsync(
        silo =>
        {
            if (mutation is not null)
            {
                silo.ConfigureEmbedded(options => options.Mutation = Enum.Parse<Orleans.Embedded.EmbeddedMutation>(mutation));
            }
        },
        mutation is null ? null : TimeSpan.FromSeconds(1));
#endif
}
