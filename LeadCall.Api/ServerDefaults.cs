namespace LeadCall.Api;

internal static class ServerDefaults
{
    /// <summary>Where the server listens unless it is told otherwise (--urls, ASPNETCORE_URLS, ASPNETCORE_HTTP_PORTS).</summary>
    public const string Url = "http://127.0.0.1:5080";

    /// <summary>Largest request body, as it comes and as it unpacks: a thousand calls have about a fifth of it.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    public static void AddServerDefaults(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey])
            && string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.HttpPortsKey])
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(Url);
        }
    }
}
