using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadCall.Api.Problems;
using LeadCall.Storage.Tenants;

namespace LeadCall.Api.Seed;

/// <summary>
/// <c>PUT /dev/seed</c>: tenants, people and connections until they have pages (docs/seed.md). Exists only where <c>Seed:Key</c> is set,
/// and answers only this machine.
/// </summary>
internal static class SeedEndpoint
{
    private const string KeySetting = "Seed:Key";
    private const string KeyHeader = "X-Seed-Key";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
    };

    public static void AddSeed(this IServiceCollection services, IConfiguration configuration)
    {
        if (IsOn(configuration))
        {
            services.AddSingleton<SeedStore>();
            services.AddSingleton<DeviceSeeder>();
            services.AddSingleton<Seeder>();
        }
    }

    public static void MapSeed(this WebApplication app)
    {
        if (IsOn(app.Configuration))
        {
            var key = app.Configuration[KeySetting]!;
            app.MapPut("/dev/seed", (HttpContext http, Seeder seeder) => HandleAsync(http, key, seeder)).ExcludeFromDescription();
        }
    }

    private static bool IsOn(IConfiguration configuration) => !string.IsNullOrEmpty(configuration[KeySetting]);

    private static async Task<IResult> HandleAsync(HttpContext http, string key, Seeder seeder)
    {
        if (http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
        {
            return Refusal.NotFound;
        }

        if (!IsKey(http.Request.Headers[KeyHeader].ToString(), key))
        {
            return new Problem(401, "SEED_KEY_WRONG", "The seed key is wrong.", Mark.Keep, $"Send the value of {KeySetting} in the header {KeyHeader}.");
        }

        var (body, refused) = await JsonBody.ReadAsync(http.Request);
        if (body is null)
        {
            return refused!;
        }

        using (body)
        {
            try
            {
                var seed = body.Deserialize<SeedDocument>(Json);
                return seed?.Tenant is null ? Refusal.InvalidRequest("tenant must be given.")
                    : SeedChecks.FirstProblem(seed) is { } problem ? Refusal.InvalidRequest(problem)
                    : Results.Json(await seeder.ApplyAsync(seed, http.RequestAborted), Json);
            }
            catch (JsonException e)
            {
                return Refusal.InvalidRequest(e.Message);
            }
            catch (Exception e) when (e is SeedConflictException or TenantKindException)
            {
                return new Problem(409, "SEED_CONFLICT", "The seed contradicts what is there.", Mark.Keep, e.Message);
            }
        }
    }

    // Hashes have one length, so that neither length nor content shows in the time it takes.
    private static bool IsKey(string given, string key) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
