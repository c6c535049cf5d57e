using LeadCall.Grains;
using LeadCall.Grains.Devices;

namespace LeadCall.Api.Devices;

/// <summary>The body of a heartbeat, for the API's description; it is read by <see cref="PhoneHeader"/>.</summary>
/// <param name="Clock">The phone's clock when it sends this, RFC 3339 with offset.</param>
internal sealed record HeartbeatRequest(DateTimeOffset? Clock, string? AppVersion);

internal static class HeartbeatEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext http, IGrainFactory grains, TimeProvider time)
    {
        var receivedAt = time.GetUtcNow();
        var (body, refused) = await JsonBody.ReadAsync(http.Request);
        if (body is null)
        {
            return refused!;
        }

        using (body)
        {
            if (PhoneHeader.Read(body.RootElement, out var header) is { } problem)
            {
                return problem;
            }

            var caller = DeviceCaller.Of(http);
            await grains.GetGrain<IDeviceGrain>(GrainKeys.Device(caller.TenantId, caller.DeviceId))
                .Heartbeat(new DeviceHeartbeat(receivedAt, header.Clock, header.AppVersion));
            return Results.NoContent();
        }
    }
}
