using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadCall.Storage.Secrets;

public static class SecretsRegistration
{
    // Keys of the ring belong to this name: changing it makes all stored secrets and all cookies unreadable.
    private const string ApplicationName = "LeadCall";

    /// <summary>
    /// Data Protection with its key ring in PostgreSQL, wrapped by the key file; and <see cref="SecretProtector"/>.
    /// Needs an <see cref="NpgsqlDataSource"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services, KeyFile keyFile)
    {
        services.AddSingleton(keyFile);
        services.AddSingleton<SecretProtector>();
        services.AddDataProtection().SetApplicationName(ApplicationName);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new DatabaseKeyRing(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<TimeProvider>());
            options.XmlEncryptor = new KeyFileXmlEncryptor(keyFile);
        }));
        return services;
    }
}
