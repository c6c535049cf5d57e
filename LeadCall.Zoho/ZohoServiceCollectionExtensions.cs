using LeadCall.Zoho.DataCentres;
using LeadCall.Zoho.OAuth;
using LeadCall.Zoho.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LeadCall.Zoho;

public static class ZohoServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ZohoCrmClient"/>, <see cref="ZohoOAuthClient"/> and <see cref="ZohoDataCentres"/>, configured by
    /// <paramref name="section"/> (see <see cref="ZohoOptions"/>) and checked at start.
    /// </summary>
    public static IServiceCollection AddZoho(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<ZohoOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ZohoOptions>, ZohoOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ZohoDataCentres>(provider => new(provider.GetRequiredService<IOptions<ZohoOptions>>()));
        services.AddSingleton<ZohoHttp>();
        services.AddSingleton<ZohoPipelines>();
        services.AddSingleton<ZohoTransport>();
        services.AddSingleton(provider =>
            new ZohoCrmClient(provider.GetRequiredService<ZohoTransport>(), provider.GetRequiredService<ZohoDataCentres>()));
        services.AddSingleton(provider =>
            new ZohoOAuthClient(provider.GetRequiredService<ZohoTransport>(), provider.GetRequiredService<IOptions<ZohoOptions>>()));
        return services;
    }
}
