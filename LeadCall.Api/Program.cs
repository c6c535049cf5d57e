using LeadCall.Api.Devices;
using LeadCall.Api.Health;
using LeadCall.Api.Problems;
using LeadCall.Api.Seed;
using LeadCall.Silo;
using LeadCall.Silo.Cluster;
using LeadCall.Silo.Database;
using LeadCall.Storage.Secrets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace LeadCall.Api;

/// <summary>The server: what it is made of, in order.</summary>
public static class Program
{
    /// <summary>Exit code of a process that was refused its start; the reason stands on standard error.</summary>
    public const int StartRefused = 1;

    public static async Task<int> Main(string[] args)
    {
        try
        {
            await using var app = Build(WebApplication.CreateBuilder(args));
            await app.Services.GetRequiredService<DatabaseStart>().PrepareAsync(app.Lifetime.ApplicationStopping);
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (e is StartRefusedException or SiloSettingsException or KeyFileException or DatabaseInUseException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return StartRefused;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"Another program listens there (address already in use): {e.Message} End it, or start LeadCall with --urls and another port.");
            return StartRefused;
        }
    }

    /// <summary>The server, ready to start; tests build it too, with their own settings and clock.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.AddServerDefaults();
        builder.AddLeadCallSilo();
        builder.Services.AddProblems();
        builder.Services.AddDeviceApi(builder.Configuration);
        builder.Services.AddSeed(builder.Configuration);
        builder.Services.AddOpenApi();

        var app = builder.Build();
        app.UseProblems();
        app.UseRouting();
        app.UseRequestDecompression();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapOpenApi();
        app.MapHealth();
        app.MapDevices();
        app.MapSeed();
        return app;
    }
}
