using LeadCall.Api.Problems;
using LeadCall.Silo.Cluster;
using Microsoft.AspNetCore.Authentication;

namespace LeadCall.Api.Devices;

/// <summary>What phones call (docs/api.md).</summary>
internal static class DeviceApi
{
    private const string ActiveDevice = "active-device";

    public static void AddDeviceApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(DeviceTokenHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, DeviceTokenHandler>(DeviceTokenHandler.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(ActiveDevice, policy => policy
            .AddAuthenticationSchemes(DeviceTokenHandler.SchemeName)
            .RequireAuthenticatedUser()
            .RequireClaim(DeviceTokenHandler.ActiveClaim));
        var limits = configuration.GetSection(DeviceLimits.Section).Get<DeviceLimits>() ?? new DeviceLimits();
        services.AddRateLimiter(limits.Apply);
        services.AddRequestDecompression();
    }

    public static void MapDevices(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/devices/enroll", EnrollEndpoint.HandleAsync)
            .WithSummary("Turns a one-time code into a device with its token.")
            .Accepts<EnrollRequest>("application/json")
            .Produces<EnrollAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .RequireRateLimiting(DeviceLimits.PerAddress)
            .AddEndpointFilter(RefuseWithoutLockAsync);

        var device = app.MapGroup("/api/v1/device")
            .RequireAuthorization(ActiveDevice)
            .RequireRateLimiting(DeviceLimits.PerDevice)
            .AddEndpointFilter(RefuseWithoutLockAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        device.MapPost("/calls", UploadEndpoint.HandleAsync)
            .WithSummary("Stores calls of the phone's log. Sending a call twice stores it once.")
            .Accepts<UploadRequest>("application/json")
            .Produces<UploadAnswer>()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        device.MapPost("/heartbeat", HeartbeatEndpoint.HandleAsync)
            .WithSummary("The phone is alive.")
            .Accepts<HeartbeatRequest>("application/json")
            .Produces(StatusCodes.Status204NoContent);
    }

    // Without the lock another process may own the database: no new work (DESIGN 6).
    private static ValueTask<object?> RefuseWithoutLockAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<ClusterLock>().IsHeld ? next(context) : ValueTask.FromResult<object?>(Refusal.NotReady);
}
