using Orleans.Embedded;

namespace Orleans.Hosting;

/// <summary>Tracing across grain calls.</summary>
public static class CoreHostingExtensions
{
    /// <summary>
    /// Lets <see cref="System.Diagnostics.Activity"/> flow with calls, through the activity source
    /// <c>Microsoft.Orleans.Application</c>.
    /// </summary>
    public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder) =>
        builder.Configure<EmbeddedSiloOptions>(options => options.PropagateActivity = true);
}
